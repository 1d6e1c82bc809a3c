import fc from "fast-check";
import type { Json } from "../../src/language/json.ts";
import type { SchemaNode } from "./json-schema-document.ts";

/** A schema and data that fits it, such as lies at the edges: empty, full, of the worst characters. */
export interface Piece {
  readonly schema: SchemaNode;
  readonly data: fc.Arbitrary<Json>;
}

const units = ["a", "\u0001", "\ud83d", "\ude00", "😀", '"', "é", " ", "0", "A,", "\ud83d\ude00\ud83d", "true"];

/** Strings of at most so many code points. */
export function textPiece(greatest: number): Piece {
  const lengths = fc
    .constantFrom(0, 1, 2, greatest - 1, greatest)
    .filter((length) => length >= 0 && length <= greatest);
  const data = fc.oneof(
    fc.tuple(fc.constantFrom(...units), lengths).map(([unit, length]) => points(unit.repeat(length), length)),
    fc.array(fc.constantFrom(...units), { maxLength: 5 }).map((some) => points(some.join(""), greatest)),
    fc.constantFrom("true", "1", "-0.5", "1e400", "12", "0", "k").map((some) => points(some, greatest)),
  );
  return { schema: { type: "string", maxLength: greatest }, data };
}

function points(value: string, length: number): string {
  return Array.from(value).slice(0, length).join("");
}

/** Numbers in a range. */
export function numberPiece(least: number, greatest: number, integer: boolean): Piece {
  const inside = integer
    ? fc.integer({ min: Math.max(least, -(2 ** 31)), max: Math.min(greatest, 2 ** 31) })
    : fc.double({ min: least, max: greatest, noNaN: true });
  const type = integer ? "integer" : "number";
  return {
    schema: { type, minimum: least, maximum: greatest },
    data: fc.oneof(inside, fc.constantFrom(least, greatest)),
  };
}

/** Lists of so many elements. */
export function listPiece(items: Piece, least: number, greatest: number): Piece {
  const counts = fc.constantFrom(least, greatest, Math.min(least + 1, greatest));
  const data = counts.chain((count) => {
    if (count <= 6) return fc.array(items.data, { minLength: count, maxLength: count });
    return fc.array(items.data, { minLength: 3, maxLength: 3 }).map((some): Json => {
      return Array.from({ length: count }, (_, index) => some[index % 3] ?? null);
    });
  });
  return { schema: { type: "array", items: items.schema, minItems: least, maxItems: greatest }, data };
}

function optionPiece(...pieces: readonly Piece[]): Piece {
  return { schema: { anyOf: pieces.map(({ schema }) => schema) }, data: fc.oneof(...pieces.map(({ data }) => data)) };
}

function choicePiece(...values: readonly Json[]): Piece {
  return { schema: { enum: values }, data: fc.constantFrom(...values) };
}

/** Objects with these members; `open` is their `additionalProperties`. */
export function objectPiece(
  members: Readonly<Record<string, Piece>>,
  required: readonly string[],
  open: boolean | undefined,
): Piece {
  const entries = Object.entries(members);
  const properties = Object.fromEntries(entries.map(([key, { schema }]) => [key, schema]));
  const further = open === undefined ? {} : { additionalProperties: open };
  const own = fc.record(Object.fromEntries(entries.map(([key, { data }]) => [key, data])), {
    requiredKeys: [...required],
  });
  const extra = open === false ? fc.constant({}) : fc.constantFrom<Json>({}, { extra: [1, "a"] }, { "": null });
  const data = fc.tuple(own, extra).map(([one, other]): Json => Object.assign({}, one, other));
  return { schema: { type: "object", properties, required, ...further }, data };
}

const nothing: Piece = { schema: { type: "null" }, data: fc.constant(null) };
const flag: Piece = { schema: { type: "boolean" }, data: fc.boolean() };
const anything: Piece = {
  schema: true,
  data: fc.constantFrom<Json>(
    null,
    true,
    0,
    -1.5,
    "",
    "a",
    [],
    [1, "b", null],
    [[1], [[2]], 3],
    {},
    { k: "v", "0": [1] },
  ),
};

/** Pieces whose data can be large. */
const large: fc.Arbitrary<Piece> = fc.oneof(
  fc.constantFrom(30, 300, 660, 1000, 4000).map(textPiece),
  fc.constantFrom(40, 480, 520, 800, 1000).map((count) => listPiece(numberPiece(0, 9, true), 0, count)),
  fc.constantFrom(20, 200, 500).map((count) => listPiece(textPiece(2), 0, count)),
  fc.constantFrom(10, 60).map((count) => listPiece(listPiece(numberPiece(-9, 9, true), 0, 5), 0, count)),
  fc.constantFrom(0, 3, 100).map((count) => listPiece(anything, 0, count)),
);

const small: fc.Arbitrary<Piece> = fc.oneof(
  fc.constantFrom(
    flag,
    anything,
    textPiece(0),
    textPiece(1),
    textPiece(5),
    optionPiece(textPiece(3), nothing),
    optionPiece(flag, nothing),
    optionPiece(flag, numberPiece(0, 5, true)),
    optionPiece(textPiece(4), numberPiece(-1, 1, false)),
    optionPiece(listPiece(numberPiece(0, 3, true), 0, 3), objectPiece({ k: textPiece(2) }, [], false)),
    optionPiece(listPiece(textPiece(2), 1, 3), textPiece(3)),
    numberPiece(-5, 5, true),
    numberPiece(0, 1, false),
    numberPiece(-Number.MAX_VALUE, Number.MAX_VALUE, false),
    numberPiece(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, true),
    numberPiece(-1e300, 1e300, true),
    choicePiece("true", "false"),
    choicePiece("\ud83d", "\ude00", ""),
    choicePiece(1, "1", null, [1], { a: 1 }),
    choicePiece("1", "2.5", "-0", "1e3"),
    listPiece(flag, 0, 3),
    listPiece(optionPiece(textPiece(2), nothing), 0, 4),
    listPiece(optionPiece(textPiece(2), numberPiece(0, 9, true)), 0, 4),
    listPiece(listPiece(textPiece(1), 0, 2), 0, 3),
    listPiece(textPiece(1), 2, 2),
    objectPiece({ a: textPiece(2), b: numberPiece(0, 1, true) }, ["a"], undefined),
    objectPiece({ "0": flag, constructor: textPiece(2) }, [], true),
    objectPiece({ a: objectPiece({ b: listPiece(flag, 0, 2) }, [], false) }, ["a"], false),
    nothing,
  ),
  fc
    .constantFrom<SchemaNode>({ type: "object", additionalProperties: { type: "integer", minimum: 0, maximum: 9 } })
    .map((schema): Piece => ({ schema, data: fc.constantFrom<Json>({}, { z: 1, a: 2, "0": 3 }, { "\ud83d": 9 }) })),
);

/** Objects of a few small properties and perhaps a large one. */
export function edgeObject(): fc.Arbitrary<Piece> {
  const names = ["a", "b", "c", "plan", "level", "0", "größe", "has space"];
  return fc
    .tuple(
      fc.array(small, { minLength: 1, maxLength: 5, size: "max" }),
      fc.option(large, { nil: undefined }),
      fc.nat(255),
      fc.constantFrom<(boolean | undefined)[]>(false, false, true, undefined),
    )
    .map(([pieces, big, mask, open]) => {
      const members: Record<string, Piece> = {};
      for (const [index, piece] of pieces.entries()) members[names[index] ?? "x"] = piece;
      if (big !== undefined) members.big = big;
      const required = Object.keys(members).filter((_, index) => (mask >> index) & 1);
      return objectPiece(members, required, open);
    });
}
