import { describe, expect, test } from "vitest";
import { applyFixes } from "../../../src/language/diagnostics/apply-fixes.ts";
import { compile } from "../../../src/language/index.ts";

const HEAD = '{"a": << ';
const template = (expression: string): string => `${HEAD}${expression} >>}`;
const piece = (source: string, { start, end }: { readonly start: number; readonly end: number }): string =>
  source.slice(start, end);

describe("what is said of an expression with parentheses is said of all of it", () => {
  test.each([
    "(member.trusted_metadata.a).lowerAscii()",
    "(member.trusted_metadata.a ?? 'x').b.trim()",
    "((member.trusted_metadata.a)).matches('x')",
    "(member).trusted_metadata.a.filter(x, true)",
    "( member.trusted_metadata ).a[0].sort()",
    "(member.trusted_metadata.a) + (member.trusted_metadata.b)",
    "(member.trusted_metadata.a) < (member.trusted_metadata.b)",
    "!(member.trusted_metadata.a)",
  ])("that it can fail: %s", (expression) => {
    const source = template(expression);
    const { total } = compile(source).template ?? {};
    const places = total === true || total === undefined ? [] : total;
    expect(places.map(({ span }) => piece(source, span))).toContain(expression);
  });

  test.each([
    ["(member).name > 'x'", "(member).name"],
    ["((member).rbac.roles)[0] == 'x'", "((member).rbac.roles)[0]"],
  ])("that it may be missing: %s", (expression, missing) => {
    const source = template(expression);
    const { diagnostics } = compile(source, { rules: { "no-implicit-missing": "warn" } });
    const found = diagnostics.filter(({ code }) => code === "no-implicit-missing");
    expect(found.map(({ span }) => piece(source, span))).toEqual([missing]);
  });

  test.each([
    ["(1) == ('x')", "(1) == ('x')"],
    ["(member.name) ? (1) : (2)", "member.name"],
    ["((1) == 2) == ('x')", "((1) == 2) == ('x')"],
  ])("that it is wrong: %s", (expression, wrong) => {
    const source = template(expression);
    expect(compile(source).diagnostics.map(({ span }) => piece(source, span))).toContain(wrong);
  });
});

describe("a fix takes the parentheses with it", () => {
  test.each([
    ["(user).user_id", "member.member_id"],
    ["(member.name) ?? ('x') == 'y'", "((member.name) ?? ('x')) == 'y'"],
    ["'x' + (member.rbac.roles).size()", "'x' + string((member.rbac.roles).size())"],
  ])("%s becomes %s", (expression, fixed) => {
    const source = template(expression);
    expect(applyFixes(source, compile(source).diagnostics)).toBe(template(fixed));
  });
});
