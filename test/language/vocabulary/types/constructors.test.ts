import { describe, expect, test } from "vitest";
import type { Property, Type } from "../../../../src/language/vocabulary/type.ts";
import {
  anyType,
  booleanType,
  byteBounds,
  escapedBytesPerCodePoint,
  idBytesPerCodePoint,
  isDefinitely,
  isNever,
  isSameType,
  kindsOf,
  listType,
  literalType,
  mayBeNull,
  never,
  nullable,
  nullType,
  numberType,
  objectType,
  plainBytesPerCodePoint,
  stringType,
  union,
  withoutNull,
} from "../../../../src/language/vocabulary/types/index.ts";

const optional = (type: Type): Property => ({ type, required: false, userWritable: false });
const required = (type: Type): Property => ({ type, required: true, userWritable: false });
const bytes = (type: Type) => {
  const { least, greatest } = byteBounds(type);
  return [least, greatest];
};

describe("a type's bytes", () => {
  test.each<[string, Type, number, number]>([
    ["null", nullType, 4, 4],
    ["both booleans", booleanType(), 4, 5],
    ["true", booleanType([true]), 4, 4],
    ["false", booleanType([false]), 5, 5],
    ["any number", numberType(), 1, 25],
    ["any whole number", numberType({ integer: true }), 1, 24],
    ["a range of whole numbers", numberType({ least: -0.5, greatest: 12.5, integer: true }), 1, 2],
    ["listed numbers", numberType({ values: [10, 1e21, -0] }), 1, 5],
    ["any string", stringType(), 2, Infinity],
    ["a string of bounded length", stringType({ leastLength: 1, greatestLength: 10 }), 3, 62],
    ["text of bounded length", stringType({ greatestLength: 10, bytesPerCodePoint: plainBytesPerCodePoint }), 2, 42],
    ["an id", stringType({ greatestLength: 128, bytesPerCodePoint: idBytesPerCodePoint }), 2, 130],
    ["a string of bounded bytes", stringType({ greatestBytes: 12 }), 2, 12],
    ["listed strings", stringType({ values: ["a", "\u0001é"] }), 3, 10],
    ["an empty list", listType({ items: never }), 2, 2],
    ["any list", listType({ items: nullType }), 2, Infinity],
    ["a list of bounded length", listType({ items: nullType, leastItems: 1, greatestItems: 3 }), 6, 16],
    [
      "a list that begins otherwise",
      listType({ prefix: [booleanType([true])], items: nullType, leastItems: 1, greatestItems: 2 }),
      6,
      11,
    ],
    ["a list of bounded bytes", listType({ items: nullType, greatestBytes: 15 }), 2, 11],
    ["an empty object", objectType({ properties: new Map(), additional: never, open: false }), 2, 2],
    [
      "a closed object",
      objectType({
        properties: new Map([
          ["a", required(nullType)],
          ["é", optional(booleanType())],
        ]),
        additional: never,
        open: false,
      }),
      10,
      21,
    ],
    [
      "an object of impossible properties",
      objectType({ properties: new Map([["a", optional(never)]]), additional: never, open: false }),
      2,
      2,
    ],
    [
      "an open object",
      objectType({ properties: new Map([["a", required(nullType)]]), additional: nullType, open: true }),
      10,
      Infinity,
    ],
    [
      "an object of bounded bytes",
      objectType({ properties: new Map(), additional: nullType, open: true, greatestBytes: 50 }),
      2,
      50,
    ],
    ["any value", anyType(), 1, Infinity],
    ["any value of bounded bytes", anyType(80), 1, 80],
    ["none", never, 0, 0],
    ["one of several", union(nullType, stringType({ values: ["abcdef"] }), numberType({ values: [1] })), 1, 8],
  ])("for %s are told", (_, type, least, greatest) => {
    expect(bytes(type)).toEqual([least, greatest]);
  });

  test("are those of the worst escape by default", () => {
    expect(escapedBytesPerCodePoint).toBe(JSON.stringify("\u0001").length - 2);
    expect(bytes(stringType({ greatestLength: 1 }))).toEqual([2, 8]);
  });
});

describe("no value has", () => {
  test.each<[string, Type]>([
    ["no boolean", booleanType([])],
    ["a range upside down", numberType({ least: 2, greatest: 1 })],
    ["a whole number between two", numberType({ least: 0.2, greatest: 0.8, integer: true })],
    ["listed numbers out of range", numberType({ values: [1.5, 7], greatest: 5, integer: true })],
    ["no string", stringType({ values: [] })],
    ["a string shorter than its least length", stringType({ leastLength: 5, greatestLength: 4 })],
    ["a string in no bytes", stringType({ greatestBytes: 1 })],
    ["listed strings out of length", stringType({ values: ["a", "abc", "\n\n"], leastLength: 2, greatestBytes: 4 })],
    ["a list that must have what it cannot", listType({ items: never, leastItems: 1 })],
    [
      "a list whose second element is impossible",
      listType({ prefix: [nullType, never], items: nullType, leastItems: 2 }),
    ],
    ["a list too large for its bytes", listType({ items: nullType, leastItems: 2, greatestBytes: 10 })],
    ["a list in no bytes", listType({ items: nullType, greatestBytes: 1 })],
    [
      "a list whose beginning exceeds its bytes",
      listType({ prefix: [nullType, nullType], items: nullType, leastItems: 2, greatestBytes: 7 }),
    ],
    [
      "an object that requires what it cannot have",
      objectType({ properties: new Map([["a", required(never)]]), additional: never, open: false }),
    ],
    [
      "an object too large for its bytes",
      objectType({
        properties: new Map([["a", required(nullType)]]),
        additional: never,
        open: false,
        greatestBytes: 9,
      }),
    ],
    ["any in no bytes", anyType(0)],
    ["a union of nothing", union()],
    ["a union of never", union(never, never)],
  ])("%s", (_, type) => {
    expect(type).toEqual(never);
    expect(isNever(type)).toBe(true);
  });
});

describe("a constructor", () => {
  test("makes one known value of a range of one", () => {
    expect(numberType({ least: 5, greatest: 5 })).toEqual(literalType(5));
  });

  test("keeps 256 values apart and widens more", () => {
    const numbers = Array.from({ length: 257 }, (_, index) => index - 100);
    const strings = numbers.map((number) => `${number}`);
    expect(numberType({ values: numbers.slice(1) }).atoms).toHaveLength(1);
    expect(numberType({ values: numbers.slice(1) }).atoms[0]).toHaveProperty("values", numbers.slice(1));
    expect(numberType({ values: numbers }).atoms).toEqual([
      { kind: "number", least: -100, greatest: 156, integer: true, leastBytes: 1, greatestBytes: 4 },
    ]);
    expect(stringType({ values: strings.slice(1) }).atoms[0]).toHaveProperty("values", strings.slice(1));
    expect(stringType({ values: strings }).atoms).toEqual([
      { kind: "string", leastLength: 1, greatestLength: 4, leastBytes: 3, greatestBytes: 6 },
    ]);
  });

  test("ends a list before its first impossible element", () => {
    expect(listType({ prefix: [nullType, never, nullType], items: nullType })).toEqual(
      listType({ prefix: [nullType], items: never, greatestItems: 1 }),
    );
  });

  test("does not open an object to what cannot be there", () => {
    const type = objectType({ properties: new Map(), additional: never, open: true });
    expect(type.atoms[0]).toHaveProperty("open", false);
  });

  test("takes a literal deeper than data for anything", () => {
    const nested = (depth: number) => JSON.parse("[".repeat(depth) + "]".repeat(depth));
    expect(bytes(literalType(nested(64)))).toEqual([128, 128]);
    expect(bytes(literalType(nested(65)))).toEqual([129, Infinity]);
  });
});

describe("null", () => {
  test("is added once and taken away", () => {
    const text = stringType({ greatestLength: 3 });
    expect(mayBeNull(text)).toBe(false);
    expect(mayBeNull(nullable(text))).toBe(true);
    expect(nullable(nullable(text))).toEqual(nullable(text));
    expect(withoutNull(nullable(text))).toEqual(text);
    expect(withoutNull(text)).toBe(text);
  });
});

describe("kinds", () => {
  test("are those of the values", () => {
    expect([...kindsOf(union(nullType, numberType(), stringType()))]).toEqual(["number", "string", "null"]);
    expect([...kindsOf(anyType())]).toEqual(["boolean", "number", "string", "list", "object"]);
    expect([...kindsOf(never)]).toEqual([]);
  });

  test("are definite where there is one alone", () => {
    expect(isDefinitely(union(stringType({ leastLength: 9 }), stringType({ greatestLength: 2 })), "string")).toBe(true);
    expect(isDefinitely(nullable(stringType()), "string")).toBe(false);
    expect(isDefinitely(anyType(), "string")).toBe(false);
    expect(isDefinitely(never, "string")).toBe(false);
  });
});

describe("types that differ in one thing", () => {
  const object = (property: Partial<Property>, facts: { open?: boolean; additionalUserWritable?: boolean } = {}) =>
    objectType({
      properties: new Map([["a", { type: nullType, required: false, userWritable: false, ...property }]]),
      additional: nullType,
      open: facts.open ?? false,
      additionalUserWritable: facts.additionalUserWritable ?? false,
      greatestBytes: 100,
    });
  const distinct: readonly (readonly [Type, Type])[] = [
    [nullType, booleanType([true])],
    [booleanType([true]), nullType],
    [anyType(25), numberType()],
    [numberType(), { atoms: anyType(25).atoms }],
    [never, nullType],
    [booleanType(), booleanType([true])],
    [numberType({ least: 1, greatest: 8 }), numberType({ least: 1, greatest: 9 })],
    [numberType({ least: 1, greatest: 9 }), numberType({ least: 2, greatest: 9 })],
    [numberType({ least: 1, greatest: 9, integer: true }), numberType({ values: [1, 9] })],
    [numberType({ values: [1, 5, 9] }), numberType({ values: [1, 9] })],
    [numberType({ values: [1, 5, 9] }), numberType({ values: [1, 6, 9] })],
    [stringType({ greatestLength: 3, greatestBytes: 8 }), stringType({ greatestLength: 4, greatestBytes: 8 })],
    [stringType({ values: ["ab", "abc"] }), stringType({ values: ["ac", "abc"] })],
    [stringType({ values: ["ab"] }), booleanType([true])],
    [listType({ items: nullType }), listType({ items: nullable(anyType()) })],
    [
      listType({ items: nullType, leastItems: 1, greatestItems: 2 }),
      listType({ prefix: [nullType], items: nullType, leastItems: 1, greatestItems: 2 }),
    ],
    [listType({ prefix: [nullType], items: anyType(4) }), listType({ prefix: [literalType("ab")], items: anyType(4) })],
    [listType({ items: nullType, greatestItems: 2 }), stringType({ greatestBytes: 11 })],
    [object({}), object({ required: true })],
    [object({}), object({ userWritable: true })],
    [object({}), object({}, { open: true })],
    [object({}), object({}, { additionalUserWritable: true })],
    [object({}), object({ type: literalType("ab") })],
    [object({}), objectType({ properties: new Map(), additional: nullType, open: false, greatestBytes: 100 })],
    [
      object({}),
      objectType({
        properties: new Map([["b", optional(nullType)]]),
        additional: nullType,
        open: false,
        greatestBytes: 100,
      }),
    ],
    [object({}), { atoms: object({}).atoms.map((atom) => ({ ...atom, additional: literalType("ab") })) }],
    [object({}), listType({ items: nullable(anyType()), greatestBytes: 100 })],
  ];

  test.each(distinct)("%# are not the same, and each is the same as itself", (left, right) => {
    expect([isSameType(left, right), isSameType(right, left)]).toEqual([false, false]);
    expect(isSameType(left, structuredClone(left))).toBe(true);
  });
});
