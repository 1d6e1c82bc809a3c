import { describe, expect, test } from "vitest";
import { expressionCharacter, expressionString, isQuote, jsonCharacter } from "../../grammar/strings.ts";

const wrong = (start: number, end: number, found: string) => ({ code: "invalid-escape", start, end, found });

describe("jsonCharacter", () => {
  test.each([
    ["a", "a", 1],
    ['\\"', '"', 2],
    ["\\\\", "\\", 2],
    ["\\/", "/", 2],
    ["\\b", "\b", 2],
    ["\\f", "\f", 2],
    ["\\n", "\n", 2],
    ["\\r", "\r", 2],
    ["\\t", "\t", 2],
    ["\\u00E4", "ä", 6],
    ["\\ud83d", "\ud83d", 6],
  ])("decodes `%s`", (text, value, next) => {
    expect(jsonCharacter(text, 0)).toEqual({ value, next });
  });

  test.each([
    ["\\x", 1, wrong(0, 2, "\\x")],
    ["\\😀", 1, wrong(0, 3, "\\😀")],
    ["\\", 1, wrong(0, 1, "\\")],
    ["\\\n", 1, wrong(0, 1, "\\")],
    ["\\u12", 2, wrong(0, 2, "\\u")],
    ["\\constructor", 1, wrong(0, 2, "\\c")],
  ])("reports `%s`", (text, next, problem) => {
    expect(jsonCharacter(text, 0)).toEqual({ value: "", next, problem });
  });

  test("keeps a control character and tells how to write it", () => {
    const repair = [{ start: 1, end: 2, text: "\\u0007" }];
    const problem = { code: "control-character", start: 1, end: 2, repair };
    expect(jsonCharacter("a\u0007", 1)).toEqual({ value: "\u0007", next: 2, problem });
  });
});

describe("expressionCharacter", () => {
  test("takes characters as they stand outside a text", () => {
    expect(expressionCharacter("\\n", 0, "plain")).toEqual({ value: "\\", next: 1 });
    expect(expressionCharacter('"', 0, "plain")).toEqual({ value: '"', next: 1 });
  });

  test("reads two escapes in a text", () => {
    expect(expressionCharacter('\\"', 0, "in-text")).toEqual({ value: '"', next: 2 });
    expect(expressionCharacter("\\\\", 0, "in-text")).toEqual({ value: "\\", next: 2 });
    expect(expressionCharacter("\\n", 0, "in-text")).toEqual({ value: "", next: 1, problem: wrong(0, 2, "\\n") });
  });

  test("ends with the text around it, and with the input", () => {
    expect(expressionCharacter('"', 0, "in-text")).toBeUndefined();
    expect(expressionCharacter("a", 1, "plain")).toBeUndefined();
    expect(expressionCharacter("a", 1, "in-text")).toBeUndefined();
  });
});

describe("expressionString", () => {
  test.each([
    ["'a'", "a"],
    ['"a"', "a"],
    ["''", ""],
    ["'\"'", '"'],
    ["'it\\'s'", "it's"],
    ['"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\/\b\f\n\r\t'],
    ["'\\u00e4\\ud83d\\ude00'", "ä😀"],
  ])("decodes %s", (text, value) => {
    expect(expressionString(text, 0, "plain")).toEqual({ value, next: text.length, problems: [] });
  });

  test.each([
    ["'a'", "a"],
    ['\\"a\\"', "a"],
    ["'a\\\\nb'", "a\nb"],
    ["'\\\\\\\\'", "\\"],
    ["'\\\\\\\"'", '"'],
    ["'\\\\u00e4'", "ä"],
    ["'\\\\''", "'"],
  ])("decodes %s as a text spells it", (text, value) => {
    expect(expressionString(text, 0, "in-text")).toEqual({ value, next: text.length, problems: [] });
  });

  test("collects every wrong escape and control character", () => {
    expect(expressionString("'\\x\\u1\t\\😀'", 0, "plain")).toEqual({
      value: "x1\t😀",
      next: 11,
      problems: [
        wrong(1, 3, "\\x"),
        wrong(3, 5, "\\u"),
        { code: "control-character", start: 6, end: 7 },
        wrong(7, 10, "\\😀"),
      ],
    });
  });

  test("reports an escape of the text around it", () => {
    expect(expressionString("'a\\nb'", 0, "in-text")).toEqual({
      value: "anb",
      next: 6,
      problems: [wrong(2, 4, "\\n")],
    });
  });

  test.each([
    ["'a", "plain", 2],
    ["'a\nb'", "plain", 2],
    ["'a\"", "in-text", 2],
    ["'a\\", "plain", 3],
    ["'a\\\\\"", "in-text", 4],
  ] as const)("tells where %j ends unclosed", (text, spelling, end) => {
    expect(expressionString(text, 0, spelling)).toEqual({ unclosed: true, end });
  });

  test("opens at a quote only", () => {
    expect(expressionString("a", 0, "plain")).toBeUndefined();
    expect(expressionString('"', 0, "in-text")).toBeUndefined();
    expect(expressionString("", 0, "plain")).toBeUndefined();
  });

  test("does not close with the other quote", () => {
    expect(expressionString("'a\"'", 0, "plain")).toEqual({ value: 'a"', next: 4, problems: [] });
  });
});

describe("isQuote", () => {
  test("knows both quotes", () => {
    expect([..."\"'`a"].map((character) => isQuote(character.charCodeAt(0)))).toEqual([true, true, false, false]);
  });
});
