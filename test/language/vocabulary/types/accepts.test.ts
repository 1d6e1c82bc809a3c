import { expect, test } from "vitest";
import type { Json } from "../../../../src/language/json.ts";
import type { Type } from "../../../../src/language/vocabulary/type.ts";
import {
  accepts,
  anyType,
  booleanType,
  listType,
  literalType,
  never,
  nullType,
  numberType,
  objectType,
  stringType,
} from "../../../../src/language/vocabulary/types/index.ts";

const object = objectType({
  properties: new Map([["a", { type: numberType(), required: true, userWritable: false }]]),
  additional: booleanType(),
  open: false,
});

test.each<[string, Type, readonly Json[], readonly Json[]]>([
  ["never", never, [], [null, 0]],
  ["null", nullType, [null], [false, "null", []]],
  ["a boolean", booleanType([true]), [true], [false, null]],
  ["any", anyType(6), [0, "", [], {}, "abcd"], [null, "abcde"]],
  ["a number", numberType({ least: 1, greatest: 3, integer: true }), [1, 2.0, 3], [0, 4, 1.5, "2"]],
  ["listed numbers", numberType({ values: [0, 2] }), [0, -0, 2], [1, 3]],
  ["a string", stringType({ leastLength: 1, greatestLength: 2 }), ["a", "😀😀", "\ud800"], ["", "abc", 1]],
  ["listed strings", stringType({ values: ["a", "bb"] }), ["a", "bb"], ["b", null]],
  [
    "a list",
    listType({ prefix: [numberType()], items: stringType(), leastItems: 1, greatestItems: 2 }),
    [[1], [1, "a"]],
    [[], ["a"], [1, 2], [1, "a", "b"], {}],
  ],
  ["an object", object, [{ a: 1 }, { a: 1, b: true }], [{}, { a: "1" }, { a: 1, b: 1 }, [], null, { b: true }]],
  ["a literal", literalType({ a: [1] }), [{ a: [1] }], [{ a: [] }, { a: [1], b: 1 }]],
])("%s accepts its values and no others", (_, type, values, others) => {
  expect(values.filter((value) => !accepts(type, value))).toEqual([]);
  expect(others.filter((value) => accepts(type, value))).toEqual([]);
});

test("an inherited property is not the object's own", () => {
  const type = objectType({
    properties: new Map([["constructor", { type: anyType(), required: true, userWritable: false }]]),
    additional: never,
    open: false,
  });
  expect([accepts(type, {}), accepts(type, { constructor: 1 })]).toEqual([false, true]);
});
