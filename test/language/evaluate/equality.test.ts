import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalText, equals } from "../../../src/language/evaluate/equality.ts";
import { Meter } from "../../../src/language/evaluate/meter.ts";
import { hardJson } from "./arbitraries.ts";
import { failureOf, resultOrCode } from "./failure-of.ts";
import { hostileValues, nested, sparse } from "./hostile-values.ts";
import { weightOf } from "./weight-of.ts";

function areEqual(left: unknown, right: unknown): boolean {
  return equals(left, right, new Meter());
}

/** Deep equality of JSON by another way: -0 becomes 0, and node compares. */
function oracle(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(left)), JSON.parse(JSON.stringify(right)));
}

describe("equals", () => {
  test.each([
    [1, 1.0, true],
    [0, -0, true],
    [1, "1", false],
    [null, undefined, true],
    [null, false, false],
    ["a", "a", true],
    ["a", "b", false],
    ["a", "ab", false],
    ["\ud83d", "\ude00", false],
    [[], {}, false],
    [[1, [2]], [1, [2]], true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [sparse(3, { 0: 1, 2: 2 }), [1, null, 2], true],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1 }, { b: 1 }, false],
    [{ a: 1 }, { a: 1, b: 1 }, false],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: undefined }, { b: undefined }, true],
    [{ a: null }, {}, false],
    [{ toString: 1 }, { a: 1 }, false],
  ])("of %j and %j is %j", (left, right, expected) => {
    expect(areEqual(left, right)).toBe(expected);
    expect(areEqual(right, left)).toBe(expected);
  });

  test("takes own members only, whatever they are named", () => {
    expect(areEqual(JSON.parse('{ "__proto__": 1 }'), {})).toBe(false);
    expect(areEqual(JSON.parse('{ "__proto__": [1] }'), JSON.parse('{ "__proto__": [1] }'))).toBe(true);
  });

  test("agrees with another implementation", () => {
    fc.assert(
      fc.property(hardJson, hardJson, (left, right) => {
        expect(areEqual(left, right)).toBe(oracle(left, right));
        expect(areEqual(left, structuredClone(left))).toBe(true);
        expect(areEqual([left, right], [right, left])).toBe(oracle(left, right));
      }),
      { numRuns: 2000 },
    );
  });

  test("costs at most the weight of both", () => {
    fc.assert(
      fc.property(hardJson, hardJson, (left, right) => {
        for (const other of [right, structuredClone(left)]) {
          const meter = new Meter();
          equals(left, other, meter);
          expect(meter.spent).toBeLessThanOrEqual(weightOf(left) + weightOf(other));
        }
      }),
    );
  });

  test("costs two steps a pair of nodes, two more if they are lists or objects, and one a code unit compared", () => {
    const meter = new Meter();
    equals({ key: ["abc", 1] }, { key: ["abc", 1] }, meter);
    expect(meter.spent).toBe(2 + 2 + 2 + 3 + 4 + 2 + 3);
  });

  test("ends a comparison of values that double", () => {
    const bomb = nested(40, (inner) => [inner, inner]);
    expect(
      resultOrCode(() =>
        areEqual(
          bomb,
          nested(40, (inner) => [inner, inner]),
        ),
      ),
    ).toEqual({ code: "evaluation-limit" });
  });

  test("refuses strings and lists that are too long", () => {
    expect(resultOrCode(() => areEqual("a".repeat(65_537), "b".repeat(65_537)))).toEqual({ code: "evaluation-limit" });
    expect(resultOrCode(() => areEqual(new Array(65_537), new Array(65_537)))).toEqual({ code: "evaluation-limit" });
  });

  test("allows a depth of 64 and not one more", () => {
    for (const wrap of [(inner: unknown) => [inner], (inner: unknown) => ({ a: inner })]) {
      expect(areEqual(nested(64, wrap), nested(64, wrap))).toBe(true);
      expect(failureOf(() => areEqual(nested(65, wrap), nested(65, wrap)))).toBe(
        "not-json: the value refers to itself or nests deeper than 64",
      );
    }
  });

  test("refuses what is not JSON on either side", () => {
    const message = "not-json: the value is not JSON: it is or holds a function";
    expect(failureOf(() => areEqual(() => 1, 1))).toBe(message);
    expect(failureOf(() => areEqual([1], [() => 1]))).toBe(message);
  });
});

describe("canonicalText", () => {
  test("is the JSON with the members sorted", () => {
    const text = canonicalText({ b: [1, -0, null, undefined, true], a: { d: "x\ud83d", c: undefined } }, new Meter());
    expect(text).toBe('{"a":{"d":"x\\ud83d"},"b":[1,0,null,null,true]}');
  });

  test("is shared exactly by what is equal, and costs the weight", () => {
    fc.assert(
      fc.property(hardJson, hardJson, (left, right) => {
        const meter = new Meter();
        const text = canonicalText(left, meter);
        expect(meter.spent).toBe(weightOf(left));
        expect(text === canonicalText(right, new Meter())).toBe(areEqual(left, right));
      }),
      { numRuns: 1000 },
    );
  });
});

test("hostile values compare or fail, and nothing else", () => {
  const codes = new Set<string>();
  for (const make of hostileValues.values()) {
    for (const other of [make(), make(), [make()], { a: make() }, 1, [], {}]) {
      for (const run of [
        () => areEqual(make(), other),
        () => areEqual(other, make()),
        () => canonicalText(other, new Meter()),
      ]) {
        const outcome = resultOrCode(run);
        codes.add("code" in outcome ? outcome.code : typeof outcome.result);
      }
    }
  }
  expect([...codes].sort()).toEqual(["boolean", "evaluation-limit", "not-json", "string", "unreadable-data"]);
});
