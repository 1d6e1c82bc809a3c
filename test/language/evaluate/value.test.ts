import { describe, expect, test } from "vitest";
import {
  kindOf,
  lengthOf,
  memberKeys,
  ownKeys,
  readElement,
  readMember,
  readProperty,
} from "../../../src/language/evaluate/value.ts";
import { failureOf, resultOrCode } from "./failure-of.ts";
import { hostileValues, sparse } from "./hostile-values.ts";

const UNREADABLE = "unreadable-data: the data cannot be read: a getter or a proxy in it failed";

describe("kindOf", () => {
  test("tells the kinds of JSON", () => {
    expect([null, true, 1.5, "a", [], {}].map(kindOf)).toEqual([
      "null",
      "boolean",
      "number",
      "string",
      "list",
      "object",
    ]);
  });

  test("tells the kinds of everything else", () => {
    const kinds = [...hostileValues].map(([name, make]) => [name, resultOrCode(() => kindOf(make()))]);
    const failing = kinds
      .filter(([, kind]) => JSON.stringify(kind) === '{"code":"unreadable-data"}')
      .map(([name]) => name);
    const foreign = kinds.filter(([, kind]) => JSON.stringify(kind) === '{"result":"foreign"}').map(([name]) => name);
    expect(failing).toEqual([
      "a revoked proxy",
      "a revoked proxy of a list",
      "a proxy whose every trap throws",
      "a tower of proxies",
    ]);
    expect(foreign).toEqual([
      "a function",
      "a symbol",
      "a BigInt",
      "NaN",
      "Infinity",
      "an instance",
      "a date",
      "a map",
      "a boxed string",
      "an object that inherits",
    ]);
    expect(kindOf(undefined)).toBe("null");
    expect(kindOf(hostileValues.get("an object of another realm")?.())).toBe("object");
    expect(kindOf(hostileValues.get("a list of another realm")?.())).toBe("list");
    expect(kindOf(Object.create(null))).toBe("object");
  });
});

describe("readMember and readProperty", () => {
  test("read own properties only", () => {
    const object = JSON.parse('{ "a": 1, "__proto__": 2, "constructor": 3 }');
    const names = ["a", "__proto__", "constructor", "toString", "b"];
    expect(names.map((name) => readMember(object, name))).toEqual([1, 2, 3, undefined, undefined]);
    expect(names.map((name) => readProperty(object, name))).toEqual([1, 2, 3, null, null]);
    expect(readProperty({ a: undefined }, "a")).toBe(null);
  });

  test("fail with unreadable-data where a getter or a proxy throws", () => {
    const getter = {
      get a() {
        throw new Error("secret");
      },
    };
    expect(failureOf(() => readProperty(getter, "a"))).toBe(UNREADABLE);
    const proxy = new Proxy(
      {},
      {
        getOwnPropertyDescriptor() {
          throw new Error("secret");
        },
      },
    );
    expect(failureOf(() => readMember(proxy, "a"))).toBe(UNREADABLE);
  });
});

describe("readElement and lengthOf", () => {
  test("give null for holes, undefined and what is outside", () => {
    const list = sparse(4, { 0: "a", 2: undefined, 3: 0 });
    expect([-1, 0, 1, 2, 3, 4, 0.5].map((index) => readElement(list, index))).toEqual([
      null,
      "a",
      null,
      null,
      0,
      null,
      null,
    ]);
    expect(lengthOf(list)).toBe(4);
  });

  test("fail with unreadable-data where a getter throws or the length is none", () => {
    const getter = Object.defineProperty([1], 0, {
      get() {
        throw new Error("secret");
      },
    });
    expect(failureOf(() => readElement(getter, 0))).toBe(UNREADABLE);
    for (const length of ["many", 1.5, -1, Number.NaN]) {
      expect(failureOf(() => lengthOf(new Proxy([1], { get: () => length })))).toBe(UNREADABLE);
    }
  });
});

describe("ownKeys and memberKeys", () => {
  test("give own enumerable string keys in the order of JSON.stringify", () => {
    const object = { b: 1, 10: 2, a: undefined, 9: 3, "01": 4, 4294967295: 5, [Symbol("s")]: 6 };
    Object.defineProperty(object, "hidden", { value: 7, enumerable: false });
    expect(ownKeys(object)).toEqual(["9", "10", "b", "a", "01", "4294967295"]);
    expect(memberKeys(object)).toEqual(["9", "10", "b", "01", "4294967295"]);
    expect(ownKeys(Object.create({ inherited: 1 }))).toEqual([]);
  });

  test("put the keys of a proxy in that order too", () => {
    const target = { b: 1, 10: 2, 9: 3, "": 4, ["__proto__"]: 5 };
    const proxy = new Proxy(target, { ownKeys: () => ["b", "10", "__proto__", "", "9"] });
    expect(ownKeys(proxy)).toEqual(["9", "10", "b", "__proto__", ""]);
    const descending = new Proxy({ 1: 1, 2: 2 }, { ownKeys: () => ["2", "1"] });
    expect(ownKeys(descending)).toEqual(["1", "2"]);
  });

  test("fail with unreadable-data where a proxy throws", () => {
    expect(
      failureOf(() =>
        ownKeys(
          new Proxy(
            {},
            {
              ownKeys() {
                throw new Error("secret");
              },
            },
          ),
        ),
      ),
    ).toBe(UNREADABLE);
  });
});
