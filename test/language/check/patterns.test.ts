import { expect, test } from "vitest";
import { compile } from "../../../src/language/index.ts";

const codes = (source: string): readonly string[] => compile(source).diagnostics.map(({ code }) => code);

test("a pattern that is not valid is named at its literal", () => {
  const source = '{"a": << member.name.matches("(") >>}';
  expect(compile(source).diagnostics).toMatchObject([{ code: "invalid-pattern", span: { start: 29, end: 32 } }]);
});

test("a pattern is 256 characters at most", () => {
  const template = (length: number) => `{"a": << member.name.matches("${"x".repeat(length)}") >>}`;
  expect(codes(template(256))).toEqual([]);
  expect(codes(template(257))).toEqual(["invalid-pattern"]);
  expect(codes(template(10_000))).toEqual(["invalid-pattern"]);
});

test("large patterns are refused where all of a template would take too long to compile", () => {
  const claims = (count: number, pattern: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => `"${index}": << member.name.matches("${pattern(index)}") >>`);
  const large = (index: number) => `a{900}${index}`;
  expect(codes(`{${claims(2, large).join(",")}}`)).toEqual([]);
  const found = compile(`{${claims(150, large).join(",")}}`).diagnostics;
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set(["invalid-pattern"]));
  expect(found[0]?.message).toBe("the pattern is not valid: the patterns of the template are too large together");
});

test("one pattern in many places is compiled once", () => {
  const claims = Array.from({ length: 200 }, (_, index) => `"${index}": << member.name.matches("a{900}") >>`);
  expect(codes(`{${claims.join(",")}}`)).toEqual([]);
});
