import fc from "fast-check";
import type { Json } from "../../src/language/json.ts";
import { arbitraryText, sampleKeys } from "./arbitrary-json.ts";
import type { SchemaDocument, SchemaNode } from "./json-schema-document.ts";

/** `closed`: every value that fits has a bounded text, whose greatest length `largestDataFor` reaches. */
export interface SchemaChoice {
  readonly closed?: boolean;
}

/** Schemas from the keywords that the language reads, such that `arbitraryDataFor` finds data for each. */
export function arbitrarySchema({ closed = false }: SchemaChoice = {}): fc.Arbitrary<SchemaDocument> {
  const definitions = fc.record({ first: schemaAt(1, closed, []), second: schemaAt(1, closed, ["first"]) });
  const body = fc.oneof(
    { weight: 4, arbitrary: objectAt(3, closed, ["first", "second"]) },
    { weight: 1, arbitrary: schemaAt(3, closed, ["first", "second"]).filter((schema) => typeof schema === "object") },
  );
  return fc
    .tuple(body, definitions)
    .map(([schema, $defs]) => (typeof schema === "object" ? { ...schema, $defs } : { $defs }));
}

/** Schemas of loosely matching keywords, which may contradict one another; data for them is found by trying. */
export function arbitraryKeywordSoup(depth = 2): fc.Arbitrary<SchemaNode> {
  const leaf: fc.Arbitrary<SchemaNode> = fc.oneof(
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 6, arbitrary: leafSoup() },
  );
  if (depth === 0) return leaf;
  const inner = arbitraryKeywordSoup(depth - 1);
  const some = fc.array(inner, { minLength: 1, maxLength: 3 });
  const nested: fc.Arbitrary<SchemaDocument> = fc.record(
    {
      type: fc.oneof(fc.constant("object"), fc.constant("array"), fc.constant(["object", "string", "null"])),
      properties: propertiesOf(inner),
      required: fc.uniqueArray(fc.constantFrom(...sampleKeys), { maxLength: 2 }),
      additionalProperties: inner,
      prefixItems: some,
      items: inner,
      minItems: fc.nat(2),
      maxItems: fc.integer({ min: 1, max: 4 }),
      anyOf: some,
      oneOf: some,
      allOf: some,
    },
    { requiredKeys: [] },
  );
  return fc.oneof(leaf, nested, nested);
}

function leafSoup(): fc.Arbitrary<SchemaDocument> {
  return fc.record(
    {
      type: fc.oneof(
        fc.constantFrom("string", "integer", "number", "boolean", "null"),
        fc.uniqueArray(fc.constantFrom("string", "integer", "number", "object", "array", "null"), { minLength: 1 }),
      ),
      enum: fc.array(literal(), { minLength: 1, maxLength: 4 }),
      minLength: fc.nat(3),
      maxLength: fc.integer({ min: 1, max: 9 }),
      minimum: fc.integer({ min: -5, max: 3 }),
      maximum: fc.integer({ min: 0, max: 12 }),
    },
    { requiredKeys: [] },
  );
}

function schemaAt(depth: number, closed: boolean, names: readonly string[]): fc.Arbitrary<SchemaNode> {
  const leaves: fc.Arbitrary<SchemaNode>[] = [closedLeaf()];
  if (!closed) leaves.push(openLeaf());
  if (names.length > 0) leaves.push(fc.constantFrom(...names).map((name) => ({ $ref: `#/$defs/${name}` })));
  if (depth === 0) return fc.oneof(...leaves);
  const inner = schemaAt(depth - 1, closed, names);
  const branches = fc.array(inner, { minLength: 1, maxLength: 3 });
  const composites: fc.Arbitrary<SchemaNode>[] = [
    objectAt(depth, closed, names),
    listOf(inner, closed),
    tupleOf(inner, closed),
    branches.map((anyOf) => ({ anyOf })),
    fc.tuple(inner, inner).map(([one, other]) => ({
      oneOf: [
        closedObject({ tag: { const: 0 }, value: one }, ["tag"]),
        closedObject({ tag: { const: 1 }, value: other }, ["tag"]),
      ],
    })),
  ];
  if (!closed) composites.push(allOfObjects(inner));
  return fc.oneof(...leaves, ...composites);
}

function closedLeaf(): fc.Arbitrary<SchemaNode> {
  const length = fc.nat(12);
  return fc.oneof(
    fc.tuple(length, length).map(([least, more]) => ({ type: "string", minLength: least, maxLength: least + more })),
    length.map((maxLength) => ({ type: ["null", "string"], maxLength })),
    fc.array(literal(), { minLength: 1, maxLength: 5 }).map((values) => ({ enum: values })),
    literal().map((value) => ({ const: value })),
    fc
      .tuple(fc.integer(), fc.nat(1_000_000))
      .map(([minimum, more]) => ({ type: "integer", minimum, maximum: minimum + more })),
    fc.constantFrom<SchemaNode[]>(
      { type: "number" },
      { type: "integer" },
      { type: "number", minimum: 0, maximum: 1 },
      { type: "number", minimum: -90, maximum: 90 },
      { type: "boolean" },
      { type: "null" },
      { type: ["boolean", "integer"], minimum: 0, maximum: 99_999 },
    ),
  );
}

function openLeaf(): fc.Arbitrary<SchemaNode> {
  return fc.constantFrom<SchemaNode[]>(
    true,
    {},
    { type: "string" },
    { minLength: 1 },
    { type: "object" },
    { type: "array" },
  );
}

function objectAt(depth: number, closed: boolean, names: readonly string[]): fc.Arbitrary<SchemaDocument> {
  const inner = schemaAt(depth - 1, closed, names);
  const additional: fc.Arbitrary<SchemaNode | undefined> = closed
    ? fc.constant(false)
    : fc.oneof(fc.constant(undefined), inner, fc.boolean());
  return fc
    .tuple(propertiesOf(inner), fc.uniqueArray(fc.constantFrom(...sampleKeys), { maxLength: 5 }), additional)
    .map(([properties, wanted, additionalProperties]) => ({
      type: "object",
      properties,
      required: wanted.filter((key) => Object.hasOwn(properties, key)),
      ...(additionalProperties !== undefined && { additionalProperties }),
    }));
}

function propertiesOf(inner: fc.Arbitrary<SchemaNode>): fc.Arbitrary<Record<string, SchemaNode>> {
  return fc
    .uniqueArray(fc.tuple(fc.constantFrom(...sampleKeys), inner), { maxLength: 4, selector: ([key]) => key })
    .map((entries) => Object.fromEntries(entries));
}

function listOf(items: fc.Arbitrary<SchemaNode>, closed: boolean): fc.Arbitrary<SchemaDocument> {
  return fc.tuple(items, fc.nat(2), fc.nat(3), fc.boolean()).map(([schema, minItems, more, bounded]) => ({
    type: "array",
    items: schema,
    minItems,
    ...((closed || bounded) && { maxItems: minItems + more }),
  }));
}

function tupleOf(inner: fc.Arbitrary<SchemaNode>, closed: boolean): fc.Arbitrary<SchemaDocument> {
  const prefix = fc.array(inner, { minLength: 1, maxLength: 3 });
  return fc.tuple(prefix, inner, fc.nat(2), fc.boolean()).map(([prefixItems, further, more, exact]) => ({
    type: "array",
    prefixItems,
    ...(exact ? { items: false } : { items: further }),
    ...((closed || more > 0) && { maxItems: prefixItems.length + more }),
  }));
}

/** Parts that each declare properties of their own, so that data for all is data for each put together. */
function allOfObjects(inner: fc.Arbitrary<SchemaNode>): fc.Arbitrary<SchemaDocument> {
  return fc.tuple(inner, inner, inner).map(([one, other, own]) => ({
    type: "object",
    properties: { own },
    required: ["own"],
    allOf: [
      { properties: { left: one }, required: ["left"] },
      { type: "object", properties: { right: other } },
    ],
  }));
}

function closedObject(properties: Readonly<Record<string, SchemaNode>>, required: readonly string[]): SchemaDocument {
  return { type: "object", properties, required, additionalProperties: false };
}

function literal(): fc.Arbitrary<Json> {
  return fc.oneof(
    arbitraryText(0, 6),
    fc.integer({ min: -5, max: 12 }),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom<Json[]>(1.5, [], ["x", 1], {}, { a: null }, { b: [true] }),
  );
}
