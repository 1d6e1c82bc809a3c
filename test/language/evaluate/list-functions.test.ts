import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareCodePoints } from "../../../src/language/code-points.ts";
import { equals } from "../../../src/language/evaluate/equality.ts";
import { listFunctions } from "../../../src/language/evaluate/list-functions.ts";
import { Meter } from "../../../src/language/evaluate/meter.ts";
import { invariant } from "../../../src/language/invariant.ts";
import { maxEvaluationSteps } from "../../../src/language/vocabulary/limits.ts";
import { hardJson, hardText } from "./arbitraries.ts";
import { type CostLaw, costLaw } from "./cost-law.ts";
import { failureOf, resultOrCode } from "./failure-of.ts";
import { hostileValues, sparse } from "./hostile-values.ts";
import { codeUnitsOf, weightOf } from "./weight-of.ts";

function call(name: string, ...operands: readonly unknown[]): unknown {
  return callMetered(new Meter(), name, ...operands);
}

function callMetered(meter: Meter, name: string, receiver?: unknown, ...operands: readonly unknown[]): unknown {
  return listFunctions.get(name)?.(meter, receiver, ...operands);
}

const lists = fc.array(hardJson, { maxLength: 8 });

test("there are the methods of lists, but for the macros", () => {
  expect([...listFunctions.keys()]).toEqual([
    "size",
    "distinct",
    "sort",
    "reverse",
    "flatten",
    "slice",
    "first",
    "last",
    "join",
  ]);
});

const examples: readonly (readonly [name: string, operands: readonly unknown[], expected: unknown])[] = [
  ["size", [[1, null]], 2],
  ["size", [{ a: 1, b: null, c: undefined }], 2],
  ["distinct", [[1, "1", 1.0, null, undefined, null, { a: 1, b: 2 }, { b: 2, a: 1 }]], [1, "1", null, { a: 1, b: 2 }]],
  ["distinct", [[0, -0, [0], [-0], ["0"]]], [0, [0], ["0"]]],
  ["sort", [[3, null, -1, 2]], [-1, 2, 3]],
  ["sort", [["b", "\u{1f600}", undefined, "\uffff", "a"]], ["a", "b", "\uffff", "\u{1f600}"]],
  ["sort", [[10, 9]], [9, 10]],
  ["sort", [[null]], []],
  ["sort", [[]], []],
  ["reverse", [[1, null, "a"]], ["a", null, 1]],
  ["reverse", [sparse(3, { 2: 1 })], [1, null, null]],
  ["flatten", [[1, [2, [3]], [], null, "a", { b: [4] }]], [1, 2, [3], null, "a", { b: [4] }]],
  ["flatten", [[[undefined], sparse(1, {})]], [null, null]],
  ["slice", [[1, 2, 3], 1, 2], [2]],
  ["slice", [[1, 2, 3], -5, 99], [1, 2, 3]],
  ["slice", [[1, 2, 3], 2, 1], []],
  ["slice", [[1, 2, 3], 5, 9], []],
  ["slice", [[1, null, 3], 1, 1e300], [null, 3]],
  ["first", [[1, 2]], 1],
  ["first", [[]], null],
  ["first", [[undefined]], null],
  ["last", [[1, 2]], 2],
  ["last", [[]], null],
  ["join", [["a", null, "b", undefined, ""], ", "], "a, b, "],
  ["join", [[], ", "], ""],
  ["join", [[null], ", "], ""],
  ["join", [["\ud83d", "\ude00"], ""], "\u{1f600}"],
];

describe("each method by example", () => {
  test("there is an example of each", () => {
    expect([...new Set(examples.map(([name]) => name))]).toEqual([...listFunctions.keys()]);
  });

  test.each(examples)("%s of %j is %j", (name, operands, expected) => {
    expect(call(name, ...operands)).toEqual(expected);
  });

  test("a result is a new list, and the data stays as it was", () => {
    for (const name of ["distinct", "sort", "reverse", "flatten"]) {
      const data = [2, 1];
      expect(call(name, data)).not.toBe(data);
      expect(data).toEqual([2, 1]);
    }
  });
});

describe("laws", () => {
  test("distinct keeps the first of what is equal, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hardJson, fc.constantFrom(1, "1", null, [1], {})), { maxLength: 10 }), (list) => {
        const expected: unknown[] = [];
        for (const element of list) {
          if (!expected.some((other) => equals(other, element, new Meter()))) expected.push(element);
        }
        expect(call("distinct", list)).toEqual(expected);
        expect(call("distinct", call("distinct", list))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test("sort gives a permutation in order, and sorting again changes nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.option(hardText)), (list) => {
        const texts = list.filter((element) => element !== null);
        expect(call("sort", list)).toEqual(texts.toSorted(compareCodePoints));
        expect(call("sort", call("sort", list))).toEqual(call("sort", list));
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (list) => {
        const sorted = call("sort", list);
        invariant(Array.isArray(sorted), "sort gives a list");
        expect(sorted).toHaveLength(list.length);
        expect(new Set(sorted)).toEqual(new Set(list));
        expect(sorted.every((number, index) => index === 0 || sorted[index - 1] <= number)).toBe(true);
      }),
    );
  });

  test("reversing twice gives the list", () => {
    fc.assert(
      fc.property(lists, (list) => {
        expect(call("reverse", call("reverse", list))).toEqual(list);
      }),
    );
  });

  test("flatten and slice are those of arrays", () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: -3, max: 10 }), fc.integer({ min: -3, max: 10 }), (list, start, end) => {
        expect(call("flatten", list)).toEqual(list.flat(1));
        expect(call("slice", list, start, end)).toEqual(list.slice(Math.max(start, 0), Math.max(end, 0)));
        expect(call("first", list)).toEqual(list.at(0) ?? null);
        expect(call("last", list)).toEqual(list.at(-1) ?? null);
      }),
    );
  });
});

describe("costs", () => {
  const anyList = fc.tuple(lists);
  const texts = fc.array(fc.option(hardText));
  const position = fc.integer({ min: -3, max: 10 });
  const lengthOf = (result: unknown) => (Array.isArray(result) ? result.length : 0);
  const sum = (list: readonly unknown[], measure: (element: unknown) => number) =>
    list.reduce((total: number, element) => total + measure(element), 0);
  /** As many comparisons as a sort that halves takes at most. */
  const compared = (count: number) => count * Math.ceil(Math.log2(Math.max(count, 1)));
  const laws: ReadonlyMap<string, CostLaw> = new Map([
    ["size", costLaw(anyList, () => 0)],
    ["distinct", costLaw(anyList, ([list], result) => list.length + sum(list, weightOf) + lengthOf(result))],
    [
      "sort",
      costLaw(
        fc.tuple(texts),
        ([list], result) => list.length + codeUnitsOf(list) + lengthOf(result) + compared(lengthOf(result)),
      ),
    ],
    ["reverse", costLaw(anyList, ([list]) => 2 * list.length)],
    ["flatten", costLaw(anyList, ([list], result) => list.length + sum(list, lengthOf) + lengthOf(result))],
    ["slice", costLaw(fc.tuple(lists, position, position), (_, result) => 2 * lengthOf(result))],
    ["first", costLaw(anyList, () => 1)],
    ["last", costLaw(anyList, () => 1)],
    [
      "join",
      costLaw(
        fc.tuple(texts, hardText),
        ([list, separator], result) => list.length + codeUnitsOf(list) + separator.length + codeUnitsOf([result]),
      ),
    ],
  ]);

  test("there is a formula for each method", () => {
    expect([...laws.keys()]).toEqual([...listFunctions.keys()]);
  });

  test.each([...laws])("%s costs what it says", (name, law) => law(listFunctions.get(name)));

  test("size of an object costs two steps a member", () => {
    const meter = new Meter();
    callMetered(meter, "size", { a: 1, b: 2 });
    expect(meter.spent).toBe(4);
  });
});

describe("failures", () => {
  test("name the function, what it needs and the kind it got", () => {
    expect(failureOf(() => call("reverse", "a"))).toBe("wrong-kind: `reverse` needs a list but got a string");
    expect(failureOf(() => call("first", {}))).toBe("wrong-kind: `first` needs a list but got an object");
    expect(failureOf(() => call("sort", [1, "a"]))).toBe(
      "wrong-kind: `sort` needs numbers or strings in the list but got both",
    );
    expect(failureOf(() => call("sort", [true]))).toBe(
      "wrong-kind: `sort` needs numbers or strings in the list but got a boolean",
    );
    expect(failureOf(() => call("sort", [Number.NaN]))).toBe(
      "not-json: the value is not JSON: it is or holds a number that is not finite",
    );
    expect(failureOf(() => call("join", ["a", 1], ","))).toBe(
      "wrong-kind: `join` needs strings in the list but got a number",
    );
    expect(failureOf(() => call("join", ["a"], 1))).toBe("wrong-kind: `join` needs a string but got a number");
    expect(failureOf(() => call("slice", [], "0", 1))).toBe(
      "wrong-kind: `slice` needs a whole number but got a string",
    );
    expect(failureOf(() => call("slice", [], 0, Number.NaN))).toBe(
      "not-json: the value is not JSON: it is or holds a number that is not finite",
    );
  });

  test("end a list that doubles before it is large", () => {
    const meter = new Meter();
    let list: unknown = [1];
    const outcome = resultOrCode(() => {
      for (let round = 0; round < 40; round++) list = callMetered(meter, "flatten", [list, list]);
    });
    expect(outcome).toEqual({ code: "evaluation-limit" });
    expect(list).toHaveLength(32_768);
    // The next would not have been longer than all that there is to spend.
    expect(meter.spent).toBeLessThan(2 * maxEvaluationSteps);
  });

  test("come before a result is made that is too long", () => {
    const list = new Array(65_536).fill("ab");
    expect(resultOrCode(() => call("join", list, ""))).toEqual({ code: "evaluation-limit" });
    expect(resultOrCode(() => call("flatten", [...new Array(65_535).fill(1), [1, 2]]))).toEqual({
      code: "evaluation-limit",
    });
    expect(resultOrCode(() => call("flatten", [[1, 2], ...new Array(65_535).fill(1)]))).toEqual({
      code: "evaluation-limit",
    });
    expect(call("flatten", [...new Array(65_534).fill(1), [1, 2]])).toHaveLength(65_536);
    for (const name of ["size", "reverse", "first", "distinct"]) {
      expect(resultOrCode(() => call(name, new Array(65_537)))).toEqual({ code: "evaluation-limit" });
    }
  });

  test("end distinct on long lists of long values after a few of them", () => {
    const list = new Array(65_536).fill("a".repeat(60_000));
    const meter = new Meter();
    expect(resultOrCode(() => callMetered(meter, "distinct", list))).toEqual({ code: "evaluation-limit" });
    // What it was refused was one more of them.
    expect(meter.spent).toBeLessThan(maxEvaluationSteps + 2 * 60_000);
  });

  test("are the only way in which a hostile value shows", () => {
    const codes = new Set<string>();
    for (const make of hostileValues.values()) {
      for (const name of listFunctions.keys()) {
        for (const operands of [
          [make(), 0, 1],
          [make(), ","],
          [[make(), make()], 0, 1],
          [[make()], ","],
          [["a"], make(), 1],
        ]) {
          const outcome = resultOrCode(() => call(name, ...operands));
          codes.add("code" in outcome ? outcome.code : "result");
        }
      }
    }
    expect([...codes].sort()).toEqual(["evaluation-limit", "not-json", "result", "unreadable-data", "wrong-kind"]);
  });
});
