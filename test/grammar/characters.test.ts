import { describe, expect, test } from "vitest";
import {
  codePointAt,
  fieldAt,
  isControl,
  isField,
  isJsonNumber,
  isLineEnd,
  nameAt,
  numberAt,
  numberRunAt,
  strayRunAt,
  strayWhiteSpaceAt,
  wordAt,
} from "../../grammar/characters.ts";

describe("names", () => {
  test.each([
    ["abc.d", "abc"],
    ["_a1 ", "_a1"],
    ["größe-2-x", "größe-2-x"],
    ["a- b", "a"],
    ["a--b", "a"],
    ["名前", "名前"],
    ["a٣", "a٣"],
    ["1a", undefined],
    ["-a", undefined],
    ["$a", undefined],
    ["", undefined],
  ])("begin with a letter: %j", (text, name) => {
    expect(nameAt(text, 0)).toBe(name);
  });

  test.each([
    ["2fa.x", "2fa"],
    ["$id", "$id"],
    ["$ ", undefined],
    ["a-1", "a-1"],
    ["-a", undefined],
  ])("may begin otherwise behind a dot: %j", (text, name) => {
    expect(fieldAt(text, 0)).toBe(name);
  });

  test("are fields as a whole or not", () => {
    expect(["a-1", "$a", "007", "a b", "a.b", "a-", ""].map(isField)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("numbers", () => {
  test.each([
    ["0", "0", "0"],
    ["-1.5e+3,", "-1.5e+3", "-1.5e+3"],
    ["01", "0", "01"],
    ["1.", "1", "1."],
    [".5", undefined, ".5"],
    ["+1", undefined, "+1"],
    ["0x1F", "0", "0x1F"],
    ["1.size()", "1", "1.size"],
    ["1e-", "1", "1e-"],
    ["a", undefined, undefined],
  ])("are what was meant as one: %j", (text, number, run) => {
    expect([numberAt(text, 0), numberRunAt(text, 0)]).toEqual([number, run]);
  });

  test("are those of RFC 8259 as a whole", () => {
    expect(["-0", "1e5", "1E+5", "01", "1.", "", "1 "].map(isJsonNumber)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("what begins nothing", () => {
  test("is a run up to something that begins something", () => {
    expect([strayRunAt("==a,", 0), strayRunAt("%<<", 0), strayRunAt("%//", 0), strayRunAt("😀'", 0)]).toEqual([
      "==a",
      "%",
      "%",
      "😀",
    ]);
  });

  test("is at least one character", () => {
    expect([strayRunAt("'", 0), strayRunAt("]", 0)]).toEqual(["'", "]"]);
  });

  test("may be white space that is not JSON's", () => {
    expect([strayWhiteSpaceAt("\u00a0\ufeff\u2028 ", 0), strayWhiteSpaceAt(" \t\r\n", 0)]).toEqual([
      "\u00a0\ufeff\u2028",
      undefined,
    ]);
  });

  test("may be a word with dots", () => {
    expect([wordAt("member.$x-1 ", 0), wordAt(".x", 0)]).toEqual(["member.$x-1", undefined]);
  });
});

describe("codePointAt", () => {
  test("takes a surrogate pair as one and a lone surrogate too", () => {
    expect([codePointAt("😀", 0), codePointAt("\ud800a", 0), codePointAt("a", 0)]).toEqual(["😀", "\ud800", "a"]);
  });
});

describe("code units", () => {
  test("are control characters below U+0020", () => {
    expect([0x1f, 0x20, 0x7f].map(isControl)).toEqual([true, false, false]);
  });

  test("end a line", () => {
    expect(["\n", "\r", "\t", "\u2028"].map((unit) => isLineEnd(unit.charCodeAt(0)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
