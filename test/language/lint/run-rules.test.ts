import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lintRules } from "../../../src/language/lint/rules.ts";
import type { RuleLevel } from "../../../src/language/template.ts";
import { maxDiagnostics } from "../../../src/language/vocabulary/limits.ts";
import { project, template } from "./arbitrary-template.ts";
import { examine, fixedText, only } from "./findings.ts";

const all = (level: RuleLevel) => Object.fromEntries(lintRules.map(({ id }) => [id, level]));

const text = '{ "scope": null, "a": "<< member.name == \'x\' >>" }';

test("rules are what the language reference lists", () => {
  expect(lintRules.map(({ id, level }) => [id, level])).toEqual([
    ["no-literal-null", "warn"],
    ["no-untrusted-authority", "warn"],
    ["no-confusable-name", "warn"],
    ["no-registered-claim", "warn"],
    ["no-mixed-delimiters", "warn"],
    ["no-useless-default", "warn"],
    ["no-dead-branch", "warn"],
    ["no-unbounded-claim", "warn"],
    ["prefer-bare-tag", "warn"],
    ["no-implicit-missing", "off"],
    ["portable-stytch", "off"],
  ]);
});

describe("levels", () => {
  const found = (levels: Readonly<Record<string, RuleLevel>>) =>
    examine(text, {}, levels).lint.map(({ code, severity }) => [code, severity]);

  test("a rule that is not named has its own level", () => {
    expect(found({})).toEqual([
      ["no-registered-claim", "warning"],
      ["no-literal-null", "warning"],
      ["prefer-bare-tag", "warning"],
    ]);
  });

  test("a rule is silent, warns or reports an error", () => {
    expect(found({ "no-registered-claim": "off", "no-literal-null": "error", "prefer-bare-tag": "warn" })).toEqual([
      ["no-literal-null", "error"],
      ["prefer-bare-tag", "warning"],
    ]);
    expect(found(all("off"))).toEqual([]);
  });

  test("a rule that is off by itself can be turned on", () => {
    expect(found({ ...all("off"), "no-implicit-missing": "error" })).toEqual([["no-implicit-missing", "error"]]);
  });

  test("what every object has is no level", () => {
    expect(found(Object.create({ "prefer-bare-tag": "off" }))).toHaveLength(3);
  });
});

test("findings come in the order of the text", () => {
  const starts = examine(`{ "a": << null ?? 1 >>, "b": ${text} }`, {}, all("warn")).lint.map(({ span }) => span.start);
  expect(starts.length).toBeGreaterThan(4);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
});

test("findings beyond those that are listed have no fix", () => {
  const many = `{ "a": [${'"<< member.name >>",'.repeat(maxDiagnostics + 5)} 1] }`;
  const { lint } = examine(many, {}, only("prefer-bare-tag"));
  expect(lint.map(({ fix }) => fix !== undefined)).toEqual([
    ...Array(maxDiagnostics).fill(true),
    ...Array(5).fill(false),
  ]);
});

test("long chains of every sort are walked without recursion", () => {
  const long = [
    `member.name${".trim()".repeat(9_000)}`,
    `member.rbac.roles.map(r, [r]${"[0]".repeat(15_000)})`,
    `member.trusted_metadata.a.filter(r, ${"r&&".repeat(15_000)}has(r))`,
    `member.trusted_metadata.a.map(r, r${".a".repeat(15_000)} == 1)`,
    `[${"1??null,".repeat(7_000)}1]`,
    `member.name${"??null".repeat(10_000)}`,
    `has(member.name) ? ${"has(member.name)&&".repeat(1_500)}member.name == "" : false`,
  ];
  for (const expression of long) {
    const { lint } = examine(`{ "roles": << ${expression} >> }`, {}, all("warn"));
    expect(lint.length).toBeLessThan(expression.length);
  }
});

describe("laws", () => {
  test("each fix removes what it fixes, and leaves no syntax error", () => {
    let count = 0;
    fc.assert(
      fc.property(template, (source) => {
        const { syntax, lint } = examine(source, project, all("warn"));
        if (syntax.length > 0) return;
        for (const diagnostic of lint) {
          if (diagnostic.fix === undefined) continue;
          count += 1;
          fixedText(source, diagnostic, lint, project);
        }
      }),
      { numRuns: 500 },
    );
    expect(count).toBeGreaterThan(100);
  });

  test("no rule throws, or points outside the text, whatever a template lacks", () => {
    fc.assert(
      fc.property(template, fc.nat(), fc.nat({ max: 12 }), (source, at, length) => {
        const start = at % source.length;
        const broken = source.slice(0, start) + source.slice(start + length);
        for (const { span } of examine(broken, project, all("warn")).lint) {
          expect(span.start).toBeLessThan(span.end);
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(broken.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("no rule throws for any pieces of a template", () => {
    const pieces = "{ } [ ] << >> {{ }} \" ' , : null true member . name ?? && ? ( ) filter r == 1 \\ // \n".split(" ");
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (chosen) => {
        examine(`{"a":${chosen.join("")}}`, project, all("warn"));
      }),
      { numRuns: 500 },
    );
  });
});
