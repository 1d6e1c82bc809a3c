import { describe, expect, test } from "vitest";
import { type BracketReport, checkBrackets } from "../../grammar/brackets.ts";
import { tokenize } from "../../grammar/lexer.ts";

const LIMITS = { json: 4, expression: 3 };

function check(text: string): BracketReport {
  return checkBrackets(tokenize(text).tokens, LIMITS);
}

const problemsIn = (text: string): readonly string[] =>
  check(text).problems.map(({ code, start, end }) => `${code} ${start}-${end}`);

const tooDeepIn = (expression: string): boolean => check(`{"a":<<${expression}>>}`).tooDeep;

describe("checkBrackets", () => {
  test("is content with brackets that fit", () => {
    expect(check('{"a":[{},[]],"b":<<[f(x)][0]>>}')).toEqual({ problems: [], strays: new Set(), tooDeep: false });
  });

  test("names a bracket that closes another one", () => {
    expect(check('{"a":[1}').problems).toEqual([
      { code: "mismatched-bracket", start: 7, end: 8, found: "}", expected: "`]`" },
    ]);
    expect(check('{"a":{"b":[}}').problems).toEqual([
      { code: "mismatched-bracket", start: 11, end: 12, found: "}", expected: "`]`" },
    ]);
  });

  test("names a bracket that closes nothing", () => {
    expect(check("{}]").problems).toEqual([{ code: "mismatched-bracket", start: 2, end: 3, found: "]" }]);
    expect(problemsIn('{"a":<<x)>>}')).toEqual(["mismatched-bracket 8-9"]);
    const straysIn = (text: string) => [...check(text).strays].map(({ startOffset }) => startOffset);
    expect([straysIn('{"a":<<x)>>]}}'), straysIn('{"a":[1}')]).toEqual([[8, 11, 13], []]);
  });

  test("names the innermost bracket that is open at the end", () => {
    expect(check('{"a":[{"b":1}')).toEqual({
      problems: [],
      unclosed: { code: "unclosed-bracket", start: 5, end: 6, found: "[", expected: "`]`" },
      strays: new Set(),
      tooDeep: false,
    });
  });

  test("names the outermost bracket that its tag leaves open", () => {
    expect(check('{"a":<<f([1>>}')).toEqual({
      problems: [{ code: "unclosed-bracket", start: 8, end: 9, found: "(", expected: "`)`" }],
      strays: new Set(),
      tooDeep: false,
    });
  });

  test("closes no bracket of the JSON part in a tag", () => {
    expect(problemsIn('{"a":[<<x]>>]}')).toEqual(["mismatched-bracket 9-10"]);
  });

  test("counts the depth of objects and arrays, the template itself included", () => {
    expect(check('{"a":[[[1]]]}').tooDeep).toBe(false);
    expect(check('{"a":[[[[1]]]]}')).toEqual({
      problems: [{ code: "nesting-too-deep", start: 8, end: 9, found: "json" }],
      strays: new Set(),
      tooDeep: true,
    });
    expect(check('{"a":[[]],"b":[[]],"c":[[]],"d":[[]]}').tooDeep).toBe(false);
  });

  test("counts the depth of an expression anew in each tag", () => {
    expect(check('{"a":[[[<<[[[1]]]>>]]]}').tooDeep).toBe(false);
    expect(check('{"a":<<[[[[1]]]]>>}').problems).toEqual([
      { code: "nesting-too-deep", start: 10, end: 11, found: "expression" },
    ]);
  });

  test.each([
    ["brackets of any kind", "[f((1))]", "[f((x[1]))]"],
    ["negations", "!!!a", "!!!!a"],
    ["what stands behind `?`", "a ? b ? c ? 1 : 2 : 3 : 4", "a ? b ? c ? d ? 1 : 2 : 3 : 4 : 5"],
    ["what stands behind `:`", "a ? 1 : b ? 2 : c ? 3 : 4", "a ? 1 : b ? 2 : c ? 3 : d ? 4 : 5"],
    ["all of them together", "a ? !(b) : 1", "a ? !([b]) : 1"],
  ])("counts %s", (_, within, beyond) => {
    expect([tooDeepIn(within), tooDeepIn(beyond)]).toEqual([false, true]);
  });

  test.each([
    ["operators", Array.from({ length: 20 }, () => "a").join(" + ")],
    ["selections and calls", `a${".b".repeat(20)}${".c()".repeat(20)}${"[0]".repeat(20)}`],
    ["negated operands beside each other", "!a && !b && !c && !d"],
    ["elements and arguments", "[!a, !b, !c, !d]"],
    ["conditions in elements beside each other", "[a ? 1 : 2, a ? 1 : 2, a ? 1 : 2]"],
    ["a negated bracket and what follows", "!(a) && !(b) && !(c) && !(d)"],
    ["branches beside each other", "a ? !!b : !!c"],
  ])("does not count %s", (_, expression) => {
    expect(tooDeepIn(expression)).toBe(false);
  });

  test("takes a `:` without `?` as it comes", () => {
    expect(tooDeepIn("a : b : c : d : e")).toBe(false);
    expect(tooDeepIn("a ? b : c : d")).toBe(false);
  });
});
