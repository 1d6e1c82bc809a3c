import fc from "fast-check";
import { expect, test } from "vitest";
import { BoundedMap } from "../../src/projects/bounded-map.ts";

test("a bounded map has the entries that were used last, and no others", () => {
  const operation = fc.record({ key: fc.integer({ min: 0, max: 6 }), sets: fc.boolean() });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(operation), (limit, operations) => {
      const map = new BoundedMap<number, string>(limit);
      /** Keys, the one used last in front. */
      let used: readonly number[] = [];
      for (const { key, sets } of operations) {
        if (sets) map.set(key, `value ${key}`);
        const isThere = sets || used.includes(key);
        expect(map.get(key)).toBe(isThere ? `value ${key}` : undefined);
        if (isThere) used = [key, ...used.filter((other) => other !== key)].slice(0, limit);
        expect(map.size).toBe(used.length);
      }
    }),
  );
});
