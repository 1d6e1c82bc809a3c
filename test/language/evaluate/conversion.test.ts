import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toBoolean, toInteger, toNumber, toText } from "../../../src/language/evaluate/conversion.ts";
import { Meter } from "../../../src/language/evaluate/meter.ts";
import { failureOf, resultOrCode } from "./failure-of.ts";
import { hostileValues } from "./hostile-values.ts";

const NOT_TEXT = [
  "",
  " 1",
  "1 ",
  "+1",
  "01",
  "1.",
  ".5",
  "0x10",
  "1e",
  "Infinity",
  "NaN",
  "1_000",
  "１",
  "1\n",
  "--1",
  "1n",
];

describe("toText", () => {
  test.each([
    ["a\ud83d", "a\ud83d"],
    [1.0, "1"],
    [-0, "0"],
    [1e21, "1e+21"],
    [5e-324, "5e-324"],
    [0.1, "0.1"],
    [true, "true"],
    [false, "false"],
  ])("of %j is %j, and costs its length", (value, expected) => {
    const meter = new Meter();
    expect(toText(meter, value)).toBe(expected);
    expect(meter.spent).toBe(expected.length);
  });

  test("refuses lists, objects and what is too long", () => {
    expect(failureOf(() => toText(new Meter(), []))).toBe(
      "wrong-kind: `string` needs a string, a number or a boolean but got a list",
    );
    expect(failureOf(() => toText(new Meter(), {}))).toBe(
      "wrong-kind: `string` needs a string, a number or a boolean but got an object",
    );
    expect(resultOrCode(() => toText(new Meter(), "a".repeat(65_537)))).toEqual({ code: "evaluation-limit" });
  });
});

describe("toNumber", () => {
  test.each([
    [1.5, 1.5],
    ["1.5", 1.5],
    ["-0.5e-1", -0.05],
    ["1E2", 100],
    ["0", 0],
    ["9007199254740993", 9007199254740992],
    ["1e-400", 0],
  ])("of %j is %j", (value, expected) => {
    expect(toNumber(new Meter(), value)).toBe(expected);
  });

  test.each(NOT_TEXT)("refuses the text %j", (text) => {
    expect(failureOf(() => toNumber(new Meter(), text))).toBe(
      "not-convertible: `double` got a string that is not a JSON number",
    );
  });

  test("refuses a number that is too large, and other kinds", () => {
    expect(failureOf(() => toNumber(new Meter(), "1e400"))).toBe(
      "not-finite: `double` got the text of a number that is too large",
    );
    expect(failureOf(() => toNumber(new Meter(), true))).toBe(
      "wrong-kind: `double` needs a number or a string but got a boolean",
    );
  });

  test("takes the text of every number back, at the cost of its length", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const meter = new Meter();
        expect(toNumber(meter, JSON.stringify(number))).toBe(number + 0);
        expect(meter.spent).toBe(JSON.stringify(number).length);
      }),
    );
  });
});

describe("toInteger", () => {
  test.each([
    [1.9, 1],
    [-1.9, -1],
    [-0.5, 0],
    ["-0", 0],
    ["1.9", 1],
    ["1e3", 1000],
    [2 ** 53 - 1, 2 ** 53 - 1],
    ["-9007199254740991", -(2 ** 53 - 1)],
  ])("of %j is %j", (value, expected) => {
    expect(toInteger(new Meter(), value)).toBe(expected);
  });

  test.each([2 ** 53, -(2 ** 53), 1e300, "9007199254740992", "1e400"])("refuses %j", (value) => {
    expect(failureOf(() => toInteger(new Meter(), value))).toBe(
      "not-convertible: `int` got a number beyond the safe integers",
    );
  });

  test("refuses other text and other kinds", () => {
    expect(failureOf(() => toInteger(new Meter(), "one"))).toBe(
      "not-convertible: `int` got a string that is not a JSON number",
    );
    expect(failureOf(() => toInteger(new Meter(), {}))).toBe(
      "wrong-kind: `int` needs a number or a string but got an object",
    );
  });
});

describe("toBoolean", () => {
  test("takes booleans and their names only", () => {
    expect([true, false, "true", "false"].map((value) => toBoolean(new Meter(), value))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    for (const text of ["", "TRUE", "1", "true "]) {
      expect(failureOf(() => toBoolean(new Meter(), text))).toBe(
        "not-convertible: `bool` got a string that is neither `true` nor `false`",
      );
    }
    expect(failureOf(() => toBoolean(new Meter(), 1))).toBe(
      "wrong-kind: `bool` needs a boolean or a string but got a number",
    );
  });
});

test("hostile values convert or fail, and nothing else", () => {
  const codes = new Set<string>();
  for (const make of hostileValues.values()) {
    for (const convert of [toText, toNumber, toInteger, toBoolean]) {
      const outcome = resultOrCode(() => convert(new Meter(), make()));
      codes.add("code" in outcome ? outcome.code : "converted");
    }
  }
  expect([...codes].sort()).toEqual(["evaluation-limit", "not-json", "unreadable-data", "wrong-kind"]);
});
