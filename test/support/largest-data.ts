import type { Json } from "../../src/language/json.ts";
import { referredSchema, type SchemaDocument, type SchemaNode, typeNamesOf } from "./json-schema-document.ts";

/** Numbers of the longest texts that ECMAScript writes: in any range of ours that holds them none is longer. */
const longestNumbers = [-0.0000012345678901234567, 0.0000012345678901234567, 0];
const longestInteger = -1.2345678901234567e300;

/** A value of the longest JSON text that fits a closed schema of `arbitrarySchema`, made from the schema alone. */
export function largestDataFor(root: SchemaDocument): Json {
  return largestAt(root, root);
}

/** The same for a part of the schema, but null only where nothing else fits: a claim of null is absent. */
export function largestPresentDataFor(schema: SchemaNode, root: SchemaDocument): Json {
  const all = alternatives(schema, root);
  const present = all.filter((value) => value !== null);
  return largestOf(present.length > 0 ? present : all);
}

/** UTF-8 bytes of the minified JSON text, counted by writing it. */
export function writtenBytes(value: Json): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function largestAt(schema: SchemaNode, root: SchemaDocument): Json {
  return largestOf(alternatives(schema, root));
}

/** Values of which one is the largest; of every kind that the schema allows one at least. */
function alternatives(schema: SchemaNode, root: SchemaDocument): readonly Json[] {
  if (typeof schema === "boolean") throw new Error("a closed schema has no boolean schema to fill");
  if (schema.$ref !== undefined) return alternatives(referredSchema(schema.$ref, root), root);
  if (schema.const !== undefined) return [schema.const];
  if (schema.enum !== undefined) return schema.enum;
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return branches.flatMap((branch) => alternatives(branch, root));
  return typeNamesOf(schema, "object").map((type) => largestOfType(type, schema, root));
}

function largestOfType(type: string, schema: SchemaDocument, root: SchemaDocument): Json {
  const { minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE } = schema;
  switch (type) {
    case "null":
      return null;
    case "boolean":
      return false;
    case "integer":
      return schema.minimum === undefined ? longestInteger : largestOf([minimum, maximum]);
    case "number":
      return largestOf(longestNumbers.filter((value) => value >= minimum && value <= maximum));
    case "string":
      return "\u0001".repeat(schema.maxLength ?? 0);
    case "array":
      return largestList(schema, root);
    default:
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, inner]) => [key, largestAt(inner, root)]),
      );
  }
}

function largestList(schema: SchemaDocument, root: SchemaDocument): Json {
  const prefix = schema.prefixItems ?? [];
  const count = Math.min(schema.maxItems ?? Infinity, schema.items === false ? prefix.length : Infinity);
  return Array.from({ length: count }, (_, index) => largestAt(prefix[index] ?? schema.items ?? true, root));
}

function largestOf(values: readonly Json[]): Json {
  return values.reduce((largest, value) => (writtenBytes(value) > writtenBytes(largest) ? value : largest));
}
