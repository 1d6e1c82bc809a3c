import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { copyJson, writeJson } from "../../../src/language/evaluate/emit.ts";
import { EmitAllowance } from "../../../src/language/evaluate/emit-allowance.ts";
import { hardJson } from "./arbitraries.ts";
import { failureOf, resultOrCode } from "./failure-of.ts";
import { hostileValues, nested, sparse } from "./hostile-values.ts";

describe("copyJson", () => {
  test("copies deeply into own plain properties", () => {
    const data = JSON.parse(
      '{ "b": [{ "c": null }], "2": true, "1": "x", "__proto__": { "constructor": 1 }, "toString": 2 }',
    );
    const copy = copyJson(data);
    expect(copy).toEqual(data);
    expect(copy).not.toBe(data);
    expect(JSON.stringify(copy)).toBe('{"1":"x","2":true,"b":[{"c":null}],"__proto__":{"constructor":1},"toString":2}');
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(copy, "__proto__")).toEqual({
      value: { constructor: 1 },
      writable: true,
      enumerable: true,
      configurable: true,
    });
  });

  test("leaves undefined properties out, makes undefined and holes in lists null, and -0 0", () => {
    const copy = copyJson({ a: undefined, b: sparse(4, { 0: 1, 2: undefined, 3: -0 }) });
    expect(copy).toStrictEqual({ b: [1, null, null, 0] });
    expect(copyJson(undefined)).toBe(null);
  });
});

describe("copyJson and writeJson", () => {
  test("give what JSON.stringify gives for any JSON", () => {
    fc.assert(
      fc.property(hardJson, (value) => {
        expect(writeJson(value)).toBe(JSON.stringify(value));
        expect(JSON.stringify(copyJson(value))).toBe(JSON.stringify(value));
      }),
      { numRuns: 2000 },
    );
  });

  test("agree about every hostile value, and fail in no way of their own", () => {
    const outcomes = [...hostileValues].map(([name, make]) => {
      const copied = resultOrCode(() => JSON.stringify(copyJson(make())));
      expect([name, resultOrCode(() => writeJson(make()))]).toEqual([name, copied]);
      return `${name}: ${"code" in copied ? copied.code : String(copied.result).slice(0, 40)}`;
    });
    expect(outcomes).toEqual([
      "undefined: null",
      "a function: not-json",
      "a symbol: not-json",
      "a BigInt: not-json",
      "NaN: not-json",
      "Infinity: not-json",
      "an instance: not-json",
      "a date: not-json",
      "a map: not-json",
      "a boxed string: not-json",
      "an object that inherits: not-json",
      "an object without prototype: {}",
      "a getter that throws: unreadable-data",
      "a list with a getter that throws: unreadable-data",
      "a list in a list with a getter that throws: unreadable-data",
      "a revoked proxy: unreadable-data",
      "a revoked proxy of a list: unreadable-data",
      "a proxy whose every trap throws: unreadable-data",
      "a proxy of a list whose every trap throws: unreadable-data",
      "a proxy of a list that gives no length: unreadable-data",
      "a proxy of a list of fractional length: unreadable-data",
      "a proxy of a list of huge length: evaluation-limit",
      "a tower of proxies: unreadable-data",
      'a list with holes: [1,null,"a",null]',
      "a sparse list of the greatest length: evaluation-limit",
      "an object that holds itself: not-json",
      "a list that holds itself: not-json",
      "a list 100 000 deep: not-json",
      "an object 100 000 deep: not-json",
      "a list that doubles 40 times: evaluation-limit",
      "an object that doubles 40 times: evaluation-limit",
      "a list of a function: not-json",
      "an object of a symbol: not-json",
      "an object of undefined: {}",
      'an object of another realm: {"a":[1]}',
      "a list of another realm: [1]",
      `a long string: "${"a".repeat(39)}`,
      "a long list: [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1",
      "a list of long strings: evaluation-limit",
      "an object with toJSON: not-json",
    ]);
  });

  test.each([
    ["lists", (inner: unknown) => [inner]],
    ["objects", (inner: unknown) => ({ a: inner })],
  ])("allow 64 %s one in the other and not one more", (_, wrap) => {
    expect(writeJson(nested(64, wrap))).toBe(JSON.stringify(nested(64, wrap)));
    expect(copyJson(nested(64, wrap))).toEqual(nested(64, wrap));
    const message = "not-json: the value refers to itself or nests deeper than 64";
    expect(failureOf(() => writeJson(nested(65, wrap)))).toBe(message);
    expect(failureOf(() => copyJson(nested(65, wrap)))).toBe(message);
  });

  test("say what is not JSON and never the value", () => {
    const messages = [() => 1, Symbol("s"), 1n, Number.NaN, new Date(0)].map((value) =>
      failureOf(() => copyJson([value])),
    );
    expect(messages).toEqual([
      "not-json: the value is not JSON: it is or holds a function",
      "not-json: the value is not JSON: it is or holds a symbol",
      "not-json: the value is not JSON: it is or holds a BigInt",
      "not-json: the value is not JSON: it is or holds a number that is not finite",
      "not-json: the value is not JSON: it is or holds an instance of a class",
    ]);
  });

  test("write the keys of a proxy in the order in which they copy them", () => {
    const proxy = new Proxy({ b: 1, 1: 2 }, { ownKeys: () => ["b", "1"] });
    expect(writeJson(proxy)).toBe('{"1":2,"b":1}');
    expect(JSON.stringify(copyJson(proxy))).toBe('{"1":2,"b":1}');
  });
});

describe("EmitAllowance", () => {
  test("has 1 000 000 nodes and not one more", () => {
    expect(copyJson(new Array(999_999).fill(0))).toHaveLength(999_999);
    expect(failureOf(() => writeJson(new Array(1_000_000).fill(0)))).toBe(
      "evaluation-limit: the claims have more than 1000000 values",
    );
  });

  test("has 2^24 code units, of keys too", () => {
    const text = "a".repeat(2 ** 20);
    expect(writeJson(new Array(16).fill(text))).toHaveLength(2 ** 24 + 49);
    expect(failureOf(() => writeJson({ a: new Array(16).fill(text) }))).toBe(
      "evaluation-limit: the claims have more than 16777216 characters",
    );
  });

  test("can be shared by what one evaluation emits", () => {
    const allowance = new EmitAllowance();
    const half = new Array(499_999).fill(null);
    copyJson(half, allowance);
    writeJson(half, allowance);
    expect(resultOrCode(() => copyJson(null, allowance))).toEqual({ code: "evaluation-limit" });
  });
});
