import { describe, expect, test } from "vitest";
import type { Type } from "../../../../src/language/vocabulary/type.ts";
import {
  anyType,
  booleanType,
  byteBounds,
  intersect,
  listType,
  literalType,
  never,
  nullable,
  nullType,
  numberType,
  objectType,
  printType,
  selectProperty,
  stringType,
  union,
} from "../../../../src/language/vocabulary/types/index.ts";

const printed = (...types: readonly Type[]) => printType(union(...types));
const upTo = (greatestItems: number) => listType({ items: numberType(), greatestItems });

describe("a union", () => {
  test.each<[string, readonly Type[]]>([
    ["null", [nullType, nullType]],
    ["boolean | null", [nullType, booleanType([true]), booleanType([false])]],
    [
      "1 | 2 | number(5..6)",
      [numberType({ values: [1] }), numberType({ least: 5, greatest: 6 }), numberType({ values: [2, 1] })],
    ],
    [
      '"a" | "b" | string(5..)',
      [stringType({ values: ["a"] }), stringType({ leastLength: 5 }), stringType({ values: ["b"] })],
    ],
    ["string", [stringType(), stringType()]],
    ["list<number>(..1) | list<number>(..2)", [upTo(1), upTo(2), upTo(1)]],
    ["any | null", [anyType(), stringType(), nullType, upTo(2), booleanType()]],
    ["any | { a: 1 }", [anyType(), literalType({ a: 1 })]],
    ['"a"', [never, literalType("a")]],
  ])("is %s", (expected, types) => {
    expect(printed(...types)).toBe(expected);
  });

  test("is the type itself where there is one", () => {
    const type = stringType();
    expect(union(type, never, type)).toBe(type);
  });

  test("tells eight lists apart and makes one of more", () => {
    const lists = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((count) =>
      listType({ prefix: [literalType(count)], items: nullType, leastItems: count, greatestItems: count }),
    );
    expect(union(...lists.slice(1)).atoms).toHaveLength(8);
    expect(printed(...lists)).toBe("[2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10, ...null](2..10)");
    expect(byteBounds(union(...lists))).toEqual({ least: 8, greatest: 49 });
  });

  test("makes one object of more than eight", () => {
    const objects = Array.from({ length: 9 }, (_, index) => literalType({ id: index, [`only${index % 2}`]: true }));
    expect(printed(...objects)).toBe("{ id: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8, only0?: true, only1?: true }");
  });

  test("makes one string and one number of more than eight", () => {
    const lengths = Array.from({ length: 9 }, (_, index) => index + 1);
    expect(printed(...lengths.map((length) => stringType({ leastLength: length, greatestLength: length + 2 })))).toBe(
      "string(1..11)",
    );
    expect(printed(...lengths.map((least) => numberType({ least, greatest: least + 2, integer: true })))).toBe(
      "integer(1..11)",
    );
  });

  test("has the bounds of the larger, beside any too", () => {
    const type = union(anyType(10), stringType({ greatestLength: 20 }), literalType({ a: "x".repeat(50) }));
    expect(byteBounds(type)).toEqual({ least: 1, greatest: 122 });
    const list = listType({ items: nullType, greatestItems: 10 });
    expect(byteBounds(union(anyType(10), list))).toEqual({ least: 1, greatest: 51 });
  });
});

describe("an intersection", () => {
  test.each<[string, Type, Type]>([
    ["never", nullType, anyType()],
    ["never", stringType(), numberType()],
    ["null", nullable(stringType()), nullable(numberType())],
    ["string(..8)", nullable(anyType(10)), stringType()],
    ["true", booleanType(), booleanType([true])],
    ["2", numberType({ values: [1, 2] }), numberType({ values: [2, 3] })],
    ["2", numberType({ values: [1.5, 2] }), numberType({ integer: true })],
    ["integer(2..9)", numberType({ least: 1.5 }), numberType({ greatest: 9, integer: true })],
    ['"ab"', stringType({ leastLength: 2 }), stringType({ values: ["a", "ab"] })],
    ["string(2..3)", stringType({ leastLength: 2 }), stringType({ greatestLength: 3 })],
    ["list<number>(..1)", upTo(1), union(upTo(4), stringType())],
    ["[1, 2]", literalType([1, 2]), listType({ items: numberType() })],
    ["never", literalType([1, 2]), literalType([1, 3])],
    ["{ a: 1 }", literalType({ a: 1 }), objectType({ properties: new Map(), additional: numberType(), open: true })],
    ["never", literalType({ a: 1 }), literalType({ b: 1 })],
  ])("is %s", (expected, left, right) => {
    expect(printType(intersect(left, right))).toBe(expected);
    expect(printType(intersect(right, left))).toBe(expected);
  });

  test("is the left type where nothing may be compared any more, and says so", () => {
    const allowance = { left: 0 };
    expect(intersect(upTo(1), upTo(2), allowance)).toEqual(upTo(1));
    expect(allowance.left).toBeLessThan(0);
  });

  test("of objects has what either opened and what a user can write in either", () => {
    const one = objectType({
      properties: new Map(),
      additional: stringType(),
      open: true,
      additionalUserWritable: true,
    });
    const other = objectType({
      properties: new Map([["a", { type: anyType(), required: false, userWritable: false }]]),
      additional: anyType(),
      open: false,
    });
    const both = intersect(one, other);
    expect(printType(both)).toBe("{ a?: string, ...: string }");
    expect(selectProperty(both, "a").userWritable).toBe(true);
    expect(selectProperty(both, "b").userWritable).toBe(true);
  });
});
