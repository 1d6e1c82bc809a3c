import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codePointsOf, isInsidePair } from "../../../src/language/code-points.ts";
import { allOccurrences, indexOfCodePoints } from "../../../src/language/evaluate/substring-search.ts";

/** Few characters, so that searches overlap themselves; long enough for both ways to search. */
const text = fc.string({ unit: fc.constantFrom("a", "ab", "\u{1f600}", "\ude00"), maxLength: 200 });
const search = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "\ud83d", "\ude00"), maxLength: 4 }),
  fc
    .tuple(
      fc.string({ unit: fc.constantFrom("a", "ab", "\ude00\ud83d"), maxLength: 3 }),
      fc.integer({ min: 1, max: 40 }),
    )
    .map(([unit, count]) => unit.repeat(count)),
);

/** The same by trying every place. */
function oracle(text: string, search: string): readonly number[] {
  const found: number[] = [];
  for (let offset = 0; offset <= text.length; offset++) {
    const isMatch =
      text.startsWith(search, offset) && !isInsidePair(text, offset) && !isInsidePair(text, offset + search.length);
    if (!isMatch) continue;
    found.push(offset);
    offset += Math.max(search.length, 1) - 1;
  }
  return found;
}

describe("indexOfCodePoints", () => {
  test.each([
    ["abc", "c", 0, 2],
    ["abcabc", "a", 1, 3],
    ["abc", "", 3, 3],
    ["abc", "", 4, -1],
    ["abc", "d", 0, -1],
    ["\u{1f600}", "\ud83d", 0, -1],
    ["\u{1f600}", "\ude00", 0, -1],
    ["\u{1f600}", "", 1, 2],
    ["\u{1f600}\ude00", "\ude00", 0, 2],
    ["\ud83da", "\ud83d", 0, 0],
    ["\u{1f600}b", "\ude00b", 0, -1],
    [`${"a".repeat(50)}b`, `${"a".repeat(40)}b`, 0, 10],
    [`${"a".repeat(50)}b`, `${"a".repeat(40)}b`, 11, -1],
    [`${"a".repeat(40)}\u{1f600}`, `${"a".repeat(40)}\ud83d`, 0, -1],
  ])("of %j and %j from %j is %j", (text, search, from, expected) => {
    expect(indexOfCodePoints(text, search, from)).toBe(expected);
  });

  test("is the first of all occurrences", () => {
    fc.assert(
      fc.property(text, search, (text, search) => {
        expect(indexOfCodePoints(text, search)).toBe(oracle(text, search)[0] ?? -1);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("allOccurrences", () => {
  test("finds what trying every place finds", () => {
    fc.assert(
      fc.property(text, search, fc.nat(3), (text, search, copies) => {
        const longer = search.repeat(copies) + text;
        expect(allOccurrences(longer, search)).toEqual(oracle(longer, search));
      }),
      { numRuns: 5000 },
    );
  });

  test("of the empty string are before each code point and at the end", () => {
    expect(allOccurrences("a\u{1f600}\ud83d", "")).toEqual([0, 1, 3, 4]);
    fc.assert(
      fc.property(text, (text) => {
        expect(allOccurrences(text, "").length).toBe(codePointsOf(text).length + 1);
      }),
    );
  });

  test("takes time linear in long strings that nearly match everywhere", () => {
    // A search whose time is their product, as the engine's own, would take hours.
    const half = "a".repeat(1_000_000);
    expect(allOccurrences("a".repeat(8_000_000), `${half}b${half}`)).toEqual([]);
  });
});
