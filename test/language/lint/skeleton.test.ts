import fc from "fast-check";
import { expect, test } from "vitest";
import { confusablesVersion } from "../../../src/language/lint/confusables.generated.ts";
import { skeletonOf } from "../../../src/language/lint/skeleton.ts";

test("the data has its version", () => {
  expect(confusablesVersion).toMatch(/^\d+\.\d+\.\d+$/);
});

/** The first three are the examples of UTS 39 §4. */
test.each([
  ["paypal", "раураl"],
  ["scope", "ѕсоре"],
  ["toys", "toуѕ"],
  ["m", "rn"],
  ["Il1|", "llll"],
  ["O0", "OO"],
  ["ａ", "a"],
  ["\u{1d7d9}", "1"],
  ["soft\u00adhyphen", "softhyphen"],
  ["\u212b", "\u00c5"],
])("%s and %s have one skeleton", (one, other) => {
  expect(skeletonOf(one)).toBe(skeletonOf(other));
});

test.each([
  ["plan", "Plan"],
  ["a", "b"],
  ["e", "é"],
  ["", "a"],
  ["\u{10ffff}", "\u{10fffe}"],
])("%s and %s have not", (one, other) => {
  expect(skeletonOf(one)).not.toBe(skeletonOf(other));
});

test("lone surrogates stay", () => {
  expect(skeletonOf("\ud800a")).toBe("\ud800a");
});

test("a skeleton does not depend on the normalization of the name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      expect(skeletonOf(name.normalize("NFC"))).toBe(skeletonOf(name));
    }),
  );
});

test("the skeleton of a skeleton of letters is itself", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."abcmrwoO01lI|ассеорѕхуαβγρɑａｂⅿ") }), (name) => {
      expect(skeletonOf(skeletonOf(name))).toBe(skeletonOf(name));
    }),
  );
});
