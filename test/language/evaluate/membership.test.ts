import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equals } from "../../../src/language/evaluate/equality.ts";
import { inList, inObject } from "../../../src/language/evaluate/membership.ts";
import { Meter } from "../../../src/language/evaluate/meter.ts";
import { hardJson } from "./arbitraries.ts";
import { failureOf, resultOrCode } from "./failure-of.ts";
import { hostileValues } from "./hostile-values.ts";
import { weightOf } from "./weight-of.ts";

describe("inList", () => {
  test("finds what is deeply equal, within its cost", () => {
    fc.assert(
      fc.property(hardJson, fc.array(hardJson, { maxLength: 5 }), fc.boolean(), (value, others, isIn) => {
        const list = isIn ? [...others, structuredClone(value)] : others;
        const meter = new Meter();
        const expected = list.some((element) => equals(value, element, new Meter()));
        expect(inList(value, list, meter)).toBe(expected);
        expect(meter.spent).toBeLessThanOrEqual(
          list.reduce((sum: number, each) => sum + weightOf(value) + weightOf(each), 0),
        );
      }),
    );
  });

  test("takes a list only", () => {
    expect(failureOf(() => inList(1, "1", new Meter()))).toBe("wrong-kind: `in` needs a list but got a string");
    expect(resultOrCode(() => inList(1, new Array(65_537), new Meter()))).toEqual({ code: "evaluation-limit" });
  });
});

describe("inObject", () => {
  test("finds own keys, with null but not with undefined", () => {
    const object = { a: null, b: undefined, ...JSON.parse('{ "__proto__": 1 }') };
    const names = ["a", "b", "c", "__proto__", "toString"];
    const found = names.filter((name) => inObject(name, object, new Meter()));
    expect(found).toEqual(["a", "__proto__"]);
  });

  test("costs the code units of the key", () => {
    const meter = new Meter();
    inObject("key", {}, meter);
    expect(meter.spent).toBe(3);
  });

  test("takes a string and an object only", () => {
    expect(failureOf(() => inObject(1, {}, new Meter()))).toBe("wrong-kind: `in` needs a string but got a number");
    expect(failureOf(() => inObject("a", [], new Meter()))).toBe("wrong-kind: `in` needs an object but got a list");
    expect(failureOf(() => inObject("a", "a", new Meter()))).toBe("wrong-kind: `in` needs an object but got a string");
  });
});

test("hostile values are found or fail, and nothing else", () => {
  const codes = new Set<string>();
  for (const make of hostileValues.values()) {
    for (const run of [
      () => inList(make(), [make()], new Meter()),
      () => inList(1, make(), new Meter()),
      () => inObject("a", make(), new Meter()),
      () => inObject(make(), { a: 1 }, new Meter()),
    ]) {
      const outcome = resultOrCode(run);
      codes.add("code" in outcome ? outcome.code : "result");
    }
  }
  expect([...codes].sort()).toEqual(["evaluation-limit", "not-json", "result", "unreadable-data", "wrong-kind"]);
});
