import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkCustomClaims } from "../../src/claims/check-custom-claims.ts";
import type { ClaimsError } from "../../src/claims/claims-error.ts";
import { fixTemplate } from "../../src/cli/fix-template.ts";
import { catalogue, diagnosticCodes } from "../../src/language/diagnostics/catalogue.ts";
import { evaluationCodes } from "../../src/language/evaluate/failure.ts";
import { type CompileOptions, compile, compileExpression, type Diagnostic } from "../../src/language/index.ts";
import { lintRules } from "../../src/language/lint/rules.ts";
import { readPage, type Section, sectionsOf } from "./markdown.ts";

const claimsCodes: Readonly<Record<ClaimsError["code"], true>> = {
  custom_claims_too_large: true,
  invalid_custom_claims: true,
  reserved_claims_in_custom_claims: true,
  stytch_claims_in_custom_claims: true,
};
const codes = [...diagnosticCodes, ...Object.keys(evaluationCodes), ...Object.keys(claimsCodes)];

/** Where a page can only describe: bytes, sizes and data that no fence holds. */
const DESCRIBED: readonly string[] = [
  "template-too-large",
  "invalid-utf8",
  "output-too-large",
  "too-many-diagnostics",
  "unreadable-data",
  "custom_claims_too_large",
];

const pages = readdirSync(new URL("../../docs/diagnostics/", import.meta.url)).map((name) => name.replace(/\.md$/, ""));

const HEADINGS = ["Bad", "Good", "How to mend it", "Fix"];

function section(code: string, heading: string): Section {
  const found = sectionsOf(readPage(`diagnostics/${code}.md`)).find((one) => one.heading === heading);
  if (found === undefined) throw new Error(`the page of ${code} has no section ${heading}`);
  return found;
}

/** The block of a section; `undefined` where there is none. */
function block(one: Section, info: string): string | undefined {
  return one.fences.find((fence) => fence.info === info)?.text;
}

interface Example {
  readonly source: string;
  /** Whether it is an expression of a profile, and no template. */
  readonly isExpression: boolean;
  readonly options: CompileOptions;
  readonly data: unknown;
}

function exampleOf(code: string, heading: "Bad" | "Good"): Example {
  const one = section(code, heading);
  const expression = block(one, "expression");
  const source = block(one, "claims") ?? expression;
  if (source === undefined) throw new Error(`the page of ${code} has no example`);
  return {
    source,
    isExpression: expression !== undefined,
    options: JSON.parse(block(one, "json options") ?? "{}"),
    data: JSON.parse(block(one, "json data") ?? "{}"),
  };
}

function diagnosticsOf({ source, isExpression, options }: Example): readonly Diagnostic[] {
  const compilation = isExpression
    ? compileExpression(source, { ...(options as object), vocabulary: "token" })
    : compile(source, options);
  return compilation.diagnostics;
}

const codesOf = (diagnostics: readonly Diagnostic[]): readonly string[] => diagnostics.map(({ code }) => code);
const isLoud = ({ severity }: Diagnostic): boolean => severity !== "info";

test("every code has a page, and every page a code", () => {
  expect(pages.toSorted()).toEqual(codes.toSorted());
});

test("no two catalogues share a code", () => {
  const all = [...codes, ...lintRules.map(({ id }) => id)];
  expect(all.filter((code, index) => all.indexOf(code) < index)).toEqual([]);
});

describe.each(codes)("the page of %s", (code) => {
  const page = readPage(`diagnostics/${code}.md`);

  test("begins with the code, and one sentence", () => {
    const [title, , sentence = ""] = page.split("\n");
    expect(title).toBe(`# ${code}`);
    expect(sentence).toMatch(/^[^.]*(?:\.[^. ][^.]*)*\.$/);
  });

  test("states severity and group", () => {
    const entry = diagnosticCodes.find((one) => one === code);
    const { severity, group } =
      entry === undefined
        ? { severity: "error", group: Object.hasOwn(claimsCodes, code) ? "claims" : "evaluation" }
        : catalogue[entry];
    expect(/^Severity: (.*)$/m.exec(page)?.[1]).toBe(severity);
    expect(/^Group: (.*)$/m.exec(page)?.[1]).toBe(group);
  });

  test("has its sections in order, none of them empty", () => {
    const sections = sectionsOf(page);
    expect(sections.map(({ heading }) => heading)).toEqual(HEADINGS);
    expect(sections.filter(({ text }) => text === "")).toEqual([]);
  });

  test("has examples unless no fence could hold them", () => {
    const has = (heading: string): boolean => section(code, heading).fences.length > 0;
    expect([has("Bad"), has("Good")]).toEqual(DESCRIBED.includes(code) ? [false, false] : [true, true]);
  });
});

const shown = (all: readonly string[]): readonly string[] => all.filter((code) => !DESCRIBED.includes(code));

describe.each(shown(diagnosticCodes))("the examples of %s", (code) => {
  const bad = exampleOf(code, "Bad");
  const good = exampleOf(code, "Good");

  test("give it once and nothing else, and then no more", () => {
    const quiet = diagnosticCodes.some((one) => one === code && catalogue[one].severity === "info");
    const found = diagnosticsOf(bad);
    expect(codesOf(quiet ? found : found.filter(isLoud))).toEqual([code]);
    const left = diagnosticsOf(good);
    expect(left.filter(isLoud)).toEqual([]);
    expect(codesOf(left)).not.toContain(code);
  });

  test("are mended by a fix if the page says so", () => {
    const [diagnostic] = diagnosticsOf(bad).filter((one) => one.code === code);
    const says = section(code, "Fix").text;
    expect(says).toMatch(diagnostic?.fix === undefined ? /^None\.$/ : /^`claimsmith check --fix` .*\.$/);
    if (bad.isExpression) return;
    const { compilation } = fixTemplate(bad.source, (text) => compile(text, bad.options));
    expect(codesOf(compilation.diagnostics).includes(code)).toBe(diagnostic?.fix === undefined);
  });
});

describe.each(shown(Object.keys(evaluationCodes)))("the examples of %s", (code) => {
  test.each([
    ["Bad", code],
    ["Good", undefined],
  ] as const)("%s", (heading, expected) => {
    const { source, options, data } = exampleOf(code, heading);
    const { diagnostics, template } = compile(source, options);
    expect(diagnostics.filter(isLoud)).toEqual([]);
    const evaluation = template?.evaluate(data);
    expect(evaluation?.ok === false ? evaluation.error.code : evaluation?.ok).toBe(expected ?? true);
    if (expected === undefined) return;
    const { total } = template ?? { total: true };
    // What is not JSON fits no schema.
    const foretold = total === true ? [] : total.map((place) => place.code);
    expect(foretold.includes(code)).toBe(code !== "not-json");
  });

  test("need what no fix can do", () => {
    expect(section(code, "Fix").text).toBe("None.");
  });
});

describe.each(shown(Object.keys(claimsCodes)))("the examples of %s", (code) => {
  test.each([
    ["Bad", code],
    ["Good", undefined],
  ] as const)("%s", (heading, expected) => {
    const sent: unknown = JSON.parse(block(section(code, heading), "json") ?? "");
    const checked = checkCustomClaims(sent);
    expect(checked.ok ? undefined : checked.error.code).toBe(expected);
  });
});
