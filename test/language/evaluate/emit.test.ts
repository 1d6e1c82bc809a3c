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
      "a long string: evaluation-limit",
      "a long list: evaluation-limit",
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
  const tooMuch = "evaluation-limit: the claims take more than 65536 bytes of JSON text";

  test.each<[string, unknown, unknown]>([
    ["a string", "a".repeat(65_534), "a".repeat(65_535)],
    ["what is escaped in a string", "\u0001".repeat(10_922), "\u0001".repeat(10_923)],
    ["the elements of a list", new Array(32_767).fill(1), new Array(32_768).fill(1)],
    ["a key", { ["é".repeat(32_764)]: 1 }, { ["é".repeat(32_766)]: 1 }],
    ["members", Object.fromEntries(names(8191)), Object.fromEntries(names(8192))],
  ])("has 65 536 bytes for %s, and not more", (_, fitting, larger) => {
    expect(writeJson(fitting)).toBe(JSON.stringify(fitting));
    expect(copyJson(fitting)).toEqual(fitting);
    expect(failureOf(() => writeJson(larger))).toBe(tooMuch);
    expect(failureOf(() => copyJson(larger))).toBe(tooMuch);
  });

  test("allows exactly what JSON.stringify makes of a value in at most so many bytes", () => {
    const values = fc.tuple(hardJson, fc.integer({ min: 65_500, max: 65_550 }));
    fc.assert(
      fc.property(values, ([value, bytes]) => {
        const rest = bytes - Buffer.byteLength(JSON.stringify([value, ""]));
        const padded = [value, "a".repeat(Math.max(0, rest))];
        const fits = Buffer.byteLength(JSON.stringify(padded)) <= 65_536;
        const outcomes = [() => writeJson(padded), () => JSON.stringify(copyJson(padded))].map(resultOrCode);
        const expected = fits ? { result: JSON.stringify(padded) } : { code: "evaluation-limit" };
        expect(outcomes).toEqual([expected, expected]);
      }),
      { numRuns: 500 },
    );
  });

  test("can be shared by what one evaluation emits", () => {
    const allowance = new EmitAllowance();
    const half = "a".repeat(32_766);
    copyJson(half, allowance);
    writeJson(half, allowance);
    expect(resultOrCode(() => copyJson(1, allowance))).toEqual({ code: "evaluation-limit" });
  });
});

/** So many members that take eight bytes each, with the comma: `"abc":1,`. */
function names(count: number): readonly (readonly [string, number])[] {
  const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  const letter = (index: number) => letters.charAt(index % letters.length);
  return Array.from({ length: count }, (_, index) => [
    `${letter(Math.floor(index / 62 / 62))}${letter(Math.floor(index / 62))}${letter(index)}`,
    1,
  ]);
}
