import { expect, test } from "vitest";
import type { Type } from "../../../../src/language/vocabulary/type.ts";
import {
  anyType,
  listType,
  literalType,
  never,
  numberType,
  objectType,
  printType,
  stringType,
} from "../../../../src/language/vocabulary/types/index.ts";

const list = (type: Type) => listType({ items: type });

test.each<[string, Type]>([
  ["never", never],
  ["number", numberType()],
  ["integer", numberType({ integer: true })],
  ["number(..5)", numberType({ greatest: 5 })],
  ["number(0.5..)", numberType({ least: 0.5 })],
  ["string(4)", stringType({ leastLength: 4, greatestLength: 4 })],
  ['"say \\"hi\\""', literalType('say "hi"')],
  ["{}", literalType({})],
  ['{ a: 1, "b c": 2, $d: 3 }', literalType({ a: 1, "b c": 2, $d: 3 })],
  ["[]", literalType([])],
  ["[1, 2](..2)", listType({ prefix: [literalType(1), literalType(2)], items: never })],
  ["{ ... }", objectType({ properties: new Map(), additional: anyType(), open: false })],
  ["list<list<list<list<list<…>>>>>", list(list(list(list(list(list(numberType()))))))],
  ["[[[[{ … }]]]]", literalType([[[[{ a: 1 }]]]])],
  [
    "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | …",
    numberType({ values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13] }),
  ],
])("%s", (printed, type) => {
  expect(printType(type)).toBe(printed);
});
