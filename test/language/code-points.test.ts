import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  codePointLength,
  codePointsOf,
  compareCodePoints,
  isInsidePair,
  sliceCodePoints,
} from "../../src/language/code-points.ts";
import { hardText } from "./evaluate/arbitraries.ts";

/** The order of two lists of code points, as lists of numbers have it. */
function oracle(left: string, right: string): number {
  const others = Array.from(right, (character) => character.codePointAt(0) ?? 0);
  const points = Array.from(left, (character) => character.codePointAt(0) ?? 0);
  for (const [index, point] of points.entries()) {
    const other = others[index];
    if (other === undefined) return 1;
    if (point !== other) return point < other ? -1 : 1;
  }
  return points.length - others.length;
}

describe("isInsidePair", () => {
  test("is so only between the halves of a pair", () => {
    const text = "\ude00\ud83d\ud83d\ude00\ude00";
    expect([-1, 0, 1, 2, 3, 4, 5, 6].map((offset) => isInsidePair(text, offset))).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("codePointLength and codePointsOf", () => {
  test("count an astral character and a lone surrogate as one", () => {
    expect(codePointLength("a\u{1f600}\ud83d")).toBe(3);
    expect(codePointsOf("a\u{1f600}\ud83d")).toEqual(["a", "\u{1f600}", "\ud83d"]);
    expect(codePointLength("")).toBe(0);
  });

  test("agree, and the code points make the text", () => {
    fc.assert(
      fc.property(hardText, (text) => {
        expect(codePointLength(text)).toBe(codePointsOf(text).length);
        expect(codePointsOf(text).join("")).toBe(text);
      }),
    );
  });
});

describe("sliceCodePoints", () => {
  test("is the slice of the list of code points, clamped", () => {
    fc.assert(
      fc.property(hardText, fc.integer({ min: -3, max: 12 }), fc.integer({ min: -3, max: 12 }), (text, start, end) => {
        const expected = codePointsOf(text).slice(Math.max(start, 0), Math.max(end, 0)).join("");
        expect(sliceCodePoints(text, start, end)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test("takes indexes of any size", () => {
    expect(sliceCodePoints("a\u{1f600}b", -1e300, 1e300)).toBe("a\u{1f600}b");
    expect(sliceCodePoints("abc", 1e300, 1e301)).toBe("");
  });
});

describe("compareCodePoints", () => {
  test("orders what UTF-16 orders otherwise", () => {
    const sorted = [
      "",
      "a",
      "\ud83d",
      "\ud83da",
      "\ud83d\uffff",
      "\ude00",
      "\uffff",
      "\u{10000}",
      "\u{1f600}",
      "\u{1f600}a",
    ];
    expect([...sorted].reverse().sort(compareCodePoints)).toEqual(sorted);
  });

  test("is the order of the lists of code points", () => {
    fc.assert(
      fc.property(hardText, hardText, hardText, (start, left, right) => {
        expect(Math.sign(compareCodePoints(start + left, start + right))).toBe(
          Math.sign(oracle(start + left, start + right)),
        );
      }),
      { numRuns: 5000 },
    );
  });
});
