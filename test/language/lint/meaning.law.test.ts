import fc from "fast-check";
import { expect, test } from "vitest";
import { applyFixes } from "../../../src/language/diagnostics/apply-fixes.ts";
import { compile } from "../../../src/language/index.ts";
import type { Json } from "../../../src/language/json.ts";
import { lintRules } from "../../../src/language/lint/rules.ts";
import type { Evaluation } from "../../../src/language/template.ts";
import { effort } from "../../support/lanes/effort.ts";
import { project, template, validPath } from "./arbitrary-template.ts";
import { only } from "./findings.ts";

const text = fc.constantFrom("free", "a", 'it\'s "b"', "<{", "1", "true");
const metadata = fc.record(
  {
    plan: fc.constantFrom("free", "team"),
    nick: text,
    on: fc.constant(true),
    level: fc.constantFrom(0, 1, 2),
    list: fc.array(text, { maxLength: 3 }),
  },
  { requiredKeys: ["level"] },
);
const data = fc.record({
  member: fc.record(
    {
      member_id: text,
      email_address: text,
      name: text,
      rbac: fc.record({ roles: fc.array(text, { maxLength: 3 }), actions: fc.constant({}) }),
      trusted_metadata: metadata,
    },
    { requiredKeys: ["member_id", "email_address", "rbac", "trusted_metadata"] },
  ),
  organization: fc.constant({ organization_id: "o", organization_name: "o", organization_slug: "o" }),
});

const warnAll = Object.fromEntries(lintRules.map(({ id }) => [id, "warn" as const]));

/** The claims, or where they failed: the place moves with a fix, the reason does not. */
function outcome(evaluation: Evaluation): Json {
  if (evaluation.ok) return evaluation.claims;
  return { code: evaluation.error.code, claim: evaluation.error.claim };
}

test("a fix does not change what a template gives", () => {
  let compared = 0;
  fc.assert(
    fc.property(template, data, (source, value) => {
      const before = compile(source, { ...project, rules: warnAll });
      if (before.template === undefined) return;
      for (const diagnostic of before.diagnostics) {
        if (diagnostic.fix === undefined) continue;
        const after = compile(applyFixes(source, [diagnostic]), project).template;
        if (after === undefined) continue;
        compared += 1;
        expect(outcome(after.evaluate(value))).toEqual(outcome(before.template.evaluate(value)));
      }
    }),
    { numRuns: effort(1000, 50_000) },
  );
  expect(compared).toBeGreaterThan(effort(40, 2000));
});

/** What a finding of `no-dead-branch` promises about the value of the expression. */
const promises: Readonly<Record<string, (value: Json | undefined) => boolean>> = {
  "always true": (value) => value === true,
  "always false": (value) => value === false,
  "never true": (value) => value !== true,
  "never false": (value) => value !== false,
  "always null": (value) => value === undefined,
};

const operand = fc.oneof(
  { weight: 3, arbitrary: validPath },
  fc.constantFrom('"free"', '"pro"', "true", "1", "-1", "2.5", "null", '["free", "pro"]', "[]", "[0, 1]"),
  fc.constantFrom("size(member.rbac.roles)", "member.trusted_metadata", 'member.trusted_metadata.plan ?? "pro"'),
);

test("what is known of a test is so for all data that fits", () => {
  let compared = 0;
  const sign = fc.constantFrom("==", "!=", "<", "<=", ">", ">=", "in");
  const source = fc.oneof(
    {
      weight: 9,
      arbitrary: fc.tuple(operand, sign, operand).map(([left, each, right]) => `(${left}) ${each} (${right})`),
    },
    validPath.map((each) => `has(${each})`),
  );
  fc.assert(
    fc.property(source, data, (test, value) => {
      const rules = only("no-dead-branch");
      const { template: compiled, diagnostics } = compile(`{ "a": << ${test} >> }`, { ...project, rules });
      const [found] = diagnostics.filter(({ code }) => code === "no-dead-branch");
      if (compiled === undefined || found === undefined) return;
      const evaluation = compiled.evaluate(value);
      if (!evaluation.ok) return;
      const result = found.message.replace(/^.* is /, "");
      const claim = evaluation.claims.a;
      compared += 1;
      expect({ test, result, claim, kept: promises[result]?.(claim) }).toEqual({ test, result, claim, kept: true });
    }),
    { numRuns: effort(3000, 50_000) },
  );
  expect(compared).toBeGreaterThan(effort(100, 2000));
});
