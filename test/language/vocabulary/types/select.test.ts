import { describe, expect, test } from "vitest";
import type { Property, Type } from "../../../../src/language/vocabulary/type.ts";
import {
  anyType,
  asBoolean,
  asList,
  asNumber,
  asObject,
  asString,
  booleanType,
  byteBounds,
  clampBytes,
  elementsOf,
  itemCountOf,
  keysOf,
  listType,
  literalType,
  never,
  nullable,
  nullType,
  numberType,
  objectType,
  printType,
  selectIndex,
  selectProperty,
  stringType,
  union,
} from "../../../../src/language/vocabulary/types/index.ts";

const text = stringType({ greatestLength: 10 });
const object = (properties: Readonly<Record<string, Property>>, additional: Type = never, open = false) =>
  objectType({ properties: new Map(Object.entries(properties)), additional, open });
const required = (type: Type): Property => ({ type, required: true, userWritable: false });
const optional = (type: Type): Property => ({ type, required: false, userWritable: false });

/** The selection with its type printed. */
function property(type: Type, key: string) {
  const selection = selectProperty(type, key);
  return { ...selection, type: printType(selection.type) };
}

function index(type: Type, at: number | undefined) {
  const selection = selectIndex(type, at);
  return { ...selection, type: printType(selection.type) };
}

const plain = { undeclared: false, notSelectable: [], userWritable: false };

describe("selecting a property", () => {
  test.each<[string, Type, string, object]>([
    ["a required one", object({ a: required(text) }), "a", { ...plain, type: "string(..10)" }],
    ["one that may be missing", object({ a: optional(text) }), "a", { ...plain, type: "string(..10) | null" }],
    ["one that cannot be there", object({ a: optional(never) }), "a", { ...plain, type: "null" }],
    [
      "one that a user can write",
      object({ a: { ...required(text), userWritable: true } }),
      "a",
      { ...plain, type: "string(..10)", userWritable: true },
    ],
    ["of null", nullType, "a", { ...plain, type: "null" }],
    ["of what may be null", nullable(object({ a: required(text) })), "a", { ...plain, type: "string(..10) | null" }],
    [
      "an undeclared one of a closed object",
      object({ a: required(text) }),
      "b",
      { ...plain, type: "null", undeclared: true },
    ],
    [
      "an undeclared one that data may have",
      object({}, text),
      "b",
      { ...plain, type: "string(..10) | null", undeclared: true },
    ],
    ["an undeclared one of an open object", object({}, text, true), "b", { ...plain, type: "string(..10) | null" }],
    [
      "one that one object of two declares",
      union(object({ a: required(text) }), object({})),
      "a",
      { ...plain, type: "string(..10) | null" },
    ],
    ["of anything", anyType(), "a", { ...plain, type: "any | null" }],
    ["of a string", text, "a", { ...plain, type: "null", notSelectable: ["string"] }],
    [
      "of several scalars",
      union(text, numberType(), booleanType(), nullType),
      "a",
      { ...plain, type: "null", notSelectable: ["boolean", "number", "string"] },
    ],
    [
      "of a string or an object",
      union(text, object({ a: required(text) })),
      "a",
      { ...plain, type: "string(..10) | null", notSelectable: ["string"] },
    ],
    ["of a list", literalType(["x"]), "a", { ...plain, type: "null", notSelectable: ["list"] }],
    ["an index of a list", literalType(["x"]), "0", { ...plain, type: '"x"' }],
    ["a far index of a list", literalType(["x"]), "1", { ...plain, type: "null", undeclared: true }],
    ["no index of a list", literalType(["x"]), "00", { ...plain, type: "null", notSelectable: ["list"] }],
    ["an inherited one", object({}), "constructor", { ...plain, type: "null", undeclared: true }],
    ["of never", never, "a", { ...plain, type: "never" }],
  ])("%s", (_, type, key, expected) => {
    expect(property(type, key)).toEqual(expected);
  });

  test("leaves it the bytes that the object's other members do not need", () => {
    const type = clampBytes(object({ a: required(stringType()), b: required(nullType), c: optional(anyType()) }), 100);
    expect(byteBounds(selectProperty(type, "a").type).greatest).toBe(100 - '{"a":,"b":null}'.length);
    expect(byteBounds(selectProperty(type, "c").type).greatest).toBe(100 - '{"c":,"a":"","b":null}'.length);
  });

  test("leaves a property of anything the bytes beside its key", () => {
    expect(byteBounds(selectProperty(anyType(100), "abc").type).greatest).toBe(100 - '{"abc":}'.length);
    expect(byteBounds(selectProperty(anyType(100), "1").type).greatest).toBe(100 - "[0,]".length);
    expect(byteBounds(selectProperty(anyType(100), "10").type).greatest).toBe(100 - '{"10":}'.length);
  });
});

describe("selecting an index", () => {
  const list = listType({ prefix: [text], items: numberType(), leastItems: 1, greatestItems: 3 });

  test.each<[string, Type, number | undefined, object]>([
    ["that is always there", list, 0, { ...plain, type: "string(..10)" }],
    ["that may be missing", list, 2, { ...plain, type: "number | null" }],
    ["that is too large", list, 3, { ...plain, type: "null", undeclared: true }],
    ["that is negative", list, -1, { ...plain, type: "null", undeclared: true }],
    ["that is fractional", list, 0.5, { ...plain, type: "null", undeclared: true }],
    ["that is not known", list, undefined, { ...plain, type: "number | string(..10) | null" }],
    ["that is not known, of an empty list", literalType([]), undefined, { ...plain, type: "null", undeclared: true }],
    ["of null", nullType, 0, { ...plain, type: "null" }],
    ["of anything", anyType(), 0, { ...plain, type: "any | null" }],
    ["that is not known, of anything", anyType(), undefined, { ...plain, type: "any | null" }],
    ["that is negative, of anything", anyType(), -1, { ...plain, type: "null" }],
    ["of an object", object({}), 0, { ...plain, type: "null", notSelectable: ["object"] }],
  ])("%s", (_, type, at, expected) => {
    expect(index(type, at)).toEqual(expected);
  });

  test("leaves it the bytes that the list's other elements do not need", () => {
    const type = clampBytes(listType({ items: stringType(), leastItems: 3 }), 100);
    expect(byteBounds(selectIndex(type, 1).type).greatest).toBe(100 - '["",,""]'.length);
    expect(byteBounds(selectIndex(type, 4).type).greatest).toBe(100 - '["","","","",]'.length);
    expect(byteBounds(selectIndex(anyType(100), 4).type).greatest).toBe(100 - "[0,0,0,0,]".length);
  });
});

describe("the members of a value", () => {
  test("are the elements of its lists", () => {
    const type = union(literalType([1, "a"]), listType({ items: nullType, greatestItems: 1 }), text);
    expect(printType(elementsOf(type))).toBe('1 | "a" | null');
    expect(itemCountOf(type)).toEqual({ least: 0, greatest: 2 });
    expect(printType(elementsOf(anyType()))).toBe("any | null");
    expect(itemCountOf(anyType(101))).toEqual({ least: 0, greatest: 50 });
    expect(printType(elementsOf(text))).toBe("never");
    expect(itemCountOf(text)).toEqual({ least: 0, greatest: 0 });
  });

  test("are the keys of its objects", () => {
    const closed = object({ a: required(text), b: optional(text), c: optional(never) });
    expect(keysOf(closed)).toEqual({ type: stringType({ values: ["a", "b"] }), least: 1, greatest: 2 });
    const bounded = clampBytes(object({ a: required(nullType) }, text), 101);
    expect(keysOf(bounded)).toEqual({
      type: union(literalType("a"), stringType({ greatestBytes: 97 })),
      least: 1,
      greatest: 20,
    });
    expect(keysOf(anyType(11))).toEqual({ type: stringType({ greatestBytes: 7 }), least: 0, greatest: 2 });
    expect(keysOf(anyType(1))).toEqual({ type: never, least: 0, greatest: 0 });
    expect(keysOf(text)).toEqual({ type: never, least: 0, greatest: 0 });
  });
});

describe("a type seen as one kind", () => {
  const kinds = ["boolean", "number", "string", "list", "object"];
  const others = (kind: string) => new Set(kinds.filter((other) => other !== kind));

  test("has everything of the kind where anything goes", () => {
    const any = nullable(anyType(50));
    const view = (kind: string, type: Type) => ({ atom: type.atoms[0], otherKinds: others(kind), mayBeNull: true });
    expect(asBoolean(any)).toEqual(view("boolean", booleanType()));
    expect(asNumber(any)).toEqual(view("number", numberType()));
    expect(asString(any)).toEqual(view("string", stringType({ greatestBytes: 50 })));
    expect(asList(any)).toEqual(view("list", listType({ items: nullable(anyType()), greatestBytes: 50 })));
    expect(asObject(any)).toEqual(view("object", clampBytes(object({}, nullable(anyType()), true), 50)));
  });

  test("has nothing where no value is of the kind", () => {
    expect(asString(numberType())).toEqual({ atom: undefined, otherKinds: new Set(["number"]), mayBeNull: false });
    expect(asObject(nullType)).toEqual({ atom: undefined, otherKinds: new Set(), mayBeNull: true });
  });

  test("keeps known values where they are all there is", () => {
    expect(asString(union(literalType("a"), literalType("b"))).atom?.values).toEqual(["a", "b"]);
    expect(asString(union(literalType("a"), text)).atom).toEqual(stringType({ greatestLength: 10 }).atoms[0]);
    expect(asBoolean({ atoms: [...booleanType([true]).atoms, ...booleanType([false]).atoms] }).atom).toEqual({
      kind: "boolean",
      values: [true, false],
      leastBytes: 4,
      greatestBytes: 5,
    });
  });

  test("puts several objects together", () => {
    const { atom } = asObject(
      union(object({ a: required(text) }), object({ a: required(numberType()), b: required(text) })),
    );
    expect(printType({ atoms: atom === undefined ? [] : [atom] })).toBe(
      "{ a: number | string(..10), b?: string(..10) }",
    );
  });
});

describe("a type clamped", () => {
  test.each<[string, Type, number]>([
    ["never", nullType, 3],
    ["true", booleanType(), 4],
    ["1 | 22", numberType({ values: [1, 22, 333] }), 2],
    ["never", numberType({ least: 100, greatest: 200 }), 2],
    ['"a"', stringType({ values: ["a", "é"] }), 3],
    ["string(..3)", stringType(), 5],
    ["list<null>(..2)", listType({ items: nullType }), 11],
    ["[null](..1)", listType({ prefix: [nullType, nullType], items: nullType }), 10],
    ["never", literalType({ a: 1 }), 6],
    ["any", anyType(), 9],
    ["null", union(nullType, literalType("abc")), 4],
  ])("is %s", (expected, type, greatest) => {
    expect(printType(clampBytes(type, greatest))).toBe(expected);
  });

  test("is itself where it is small enough", () => {
    expect(clampBytes(text, 62)).toBe(text);
  });
});
