import fc from "fast-check";
import type { Json } from "../../src/language/json.ts";

const codePoints = ["a", "B", "7", " ", '"', "\\", "\n", "\u0001", "\u007f", "é", "漢", "\u2028", "😀", "\ud800"];

/** Property names, among them ones that JavaScript objects inherit and ones that JSON must escape. */
export const sampleKeys = ["plan", "seats", "a", "b", "0", "constructor", "hasOwnProperty", 'say "hi"', "größe", ""];

/** Strings of so many code points, of every width and every escape that JSON text has. */
export function arbitraryText(least = 0, greatest = 8): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...codePoints), { minLength: least, maxLength: greatest })
    .map((parts) => parts.join(""));
}

/** Finite numbers in a range, the ends and the awkward ones more often. */
export function arbitraryNumber(least = -Number.MAX_VALUE, greatest = Number.MAX_VALUE): fc.Arbitrary<number> {
  const awkward = [-0, 0.1, 1e21, 1e-7, 5e-324, -1.234567890123457e-300, 123456789012345680000].filter(
    (value) => value >= least && value <= greatest,
  );
  return fc.oneof(
    fc.double({ min: least, max: greatest, noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(least, greatest, ...awkward),
  );
}

/** Whole numbers in a range. */
export function arbitraryInteger(least?: number, greatest?: number): fc.Arbitrary<number> {
  if (least !== undefined && greatest !== undefined) return fc.integer({ min: least, max: greatest });
  return fc.oneof(fc.maxSafeInteger(), fc.constantFrom(1e21, -1.234567890123457e300, 2 ** 80, 0, -0));
}

/** Any JSON value, small. */
export function arbitraryJson(depth = 2): fc.Arbitrary<Json> {
  const leaf: fc.Arbitrary<Json> = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer({ min: -3, max: 12 }),
    arbitraryNumber(),
    arbitraryText(),
  );
  if (depth === 0) return leaf;
  const inner = arbitraryJson(depth - 1);
  const object = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...sampleKeys), inner), { maxLength: 4, selector: ([key]) => key })
    .map((entries): Json => Object.fromEntries(entries));
  return fc.oneof(leaf, fc.array(inner, { maxLength: 4 }), object);
}
