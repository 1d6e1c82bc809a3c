import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numberTextBounds } from "../../../../src/language/vocabulary/types/number-text.ts";

const { MAX_VALUE } = Number;

describe("the texts of the doubles in a range", () => {
  test("are 1 to 25 long, and 1 to 24 for whole numbers", () => {
    expect(numberTextBounds(-MAX_VALUE, MAX_VALUE, false)).toEqual({ least: 1, greatest: 25 });
    expect(numberTextBounds(-MAX_VALUE, MAX_VALUE, true)).toEqual({ least: 1, greatest: 24 });
    expect([String(-0.0000012345678901234567).length, String(-(2 ** 1000)).length]).toEqual([25, 24]);
  });

  test.each<[number, number, boolean, number, number]>([
    [0, 9, true, 1, 1],
    [1, 100, true, 1, 3],
    [-10, -3, true, 2, 3],
    [-7, 1000, true, 1, 4],
    [150, 1e21, true, 3, 21],
    [1e21, 1e22, true, 5, 22],
    [1e21, 1e300, true, 5, 23],
    [0, 1e300, true, 1, 23],
    [0, 1, false, 1, 24],
    [-90, 90, false, 1, 25],
    [0.5, 0.9, false, 3, 18],
    [1.25, 1.5, false, 3, 18],
    [1e-7, 2e-7, false, 4, 22],
    [1e-120, 2e-110, false, 4, 23],
    [0.001, 0.002, false, 5, 21],
    [1e16, 9e16, false, 17, 17],
    [99.5, 1e22, false, 3, 22],
    [1e21, 1e300, false, 5, 23],
    [2 ** 53 - 1, 2 ** 53 + 2, false, 16, 16],
    [2 ** 50 - 0.125, 2 ** 50 - 0.125 + 1, false, 16, 18],
    [-2, -1.5, false, 2, 19],
    [-0.5, -0.25, false, 4, 20],
  ])("from %d to %d (whole: %s) are %d to %d long", (from, to, integer, least, greatest) => {
    expect(numberTextBounds(from, to, integer)).toEqual({ least, greatest });
  });

  test("are within the bounds, whatever the range", () => {
    const range = fc
      .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.double({ noNaN: true, noDefaultInfinity: true }))
      .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
    const near = fc.tuple(
      fc.double({ min: -1e22, max: 1e22, noNaN: true }),
      fc.double({ min: 0, max: 4, noNaN: true }),
    );
    const narrow = near.map(([from, factor]) => ({ from, to: from + Math.abs(from) * factor }));
    const ranged = fc.oneof(range, narrow).chain(({ from, to }) =>
      fc.record({
        from: fc.constant(from),
        to: fc.constant(to),
        values: fc.array(fc.double({ min: from, max: to, noNaN: true }), { minLength: 20, maxLength: 20 }),
      }),
    );
    fc.assert(
      fc.property(ranged, ({ from, to, values }) => {
        const { least, greatest } = numberTextBounds(from, to, false);
        const lengths = [from, to, ...values].map((value) => String(value).length);
        expect(Math.min(...lengths)).toBeGreaterThanOrEqual(least);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(greatest);
      }),
      { numRuns: 2000 },
    );
  });

  test("are exactly told for whole numbers", () => {
    const range = fc.tuple(fc.integer({ min: -3000, max: 3000 }), fc.nat(300));
    fc.assert(
      fc.property(range, ([from, more]) => {
        const lengths = Array.from({ length: more + 1 }, (_, index) => String(from + index).length);
        const bounds = { least: Math.min(...lengths), greatest: Math.max(...lengths) };
        expect(numberTextBounds(from, from + more, true)).toEqual(bounds);
      }),
      { numRuns: 500 },
    );
  });
});
