import fc from "fast-check";
import { isJsonObject, type Json } from "../../src/language/json.ts";
import { arbitraryInteger, arbitraryJson, arbitraryNumber, arbitraryText, sampleKeys } from "./arbitrary-json.ts";
import { referredSchema, type SchemaDocument, type SchemaNode, typeNamesOf } from "./json-schema-document.ts";

/** JSON values that fit a schema of `arbitrarySchema`, made from the schema's text alone. */
export function arbitraryDataFor(root: SchemaDocument): fc.Arbitrary<Json> {
  return dataAt(root, root);
}

function dataAt(schema: SchemaNode, root: SchemaDocument): fc.Arbitrary<Json> {
  if (typeof schema === "boolean") return arbitraryJson(1);
  if (schema.$ref !== undefined) return dataAt(referredSchema(schema.$ref, root), root);
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return fc.oneof(...branches.map((branch) => dataAt(branch, root)));
  if (schema.allOf !== undefined) {
    const { allOf, ...own } = schema;
    return mergedData([own, ...allOf], root);
  }
  if (schema.type === undefined && schema.properties === undefined)
    return arbitraryJson(1).filter((value) => value !== "");
  return fc.oneof(...typeNamesOf(schema, "object").map((type) => dataOfType(type, schema, root)));
}

function dataOfType(type: string, schema: SchemaDocument, root: SchemaDocument): fc.Arbitrary<Json> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return arbitraryInteger(schema.minimum, schema.maximum);
    case "number":
      return arbitraryNumber(schema.minimum, schema.maximum);
    case "string":
      return arbitraryText(schema.minLength, schema.maxLength ?? (schema.minLength ?? 0) + 8);
    case "array":
      return listData(schema, root);
    default:
      return objectData(schema, root);
  }
}

function listData(schema: SchemaDocument, root: SchemaDocument): fc.Arbitrary<Json> {
  const prefix = schema.prefixItems ?? [];
  const least = schema.minItems ?? 0;
  const end = schema.items === false ? prefix.length : Math.max(prefix.length, least) + 2;
  const counts = fc.integer({ min: least, max: Math.min(schema.maxItems ?? end, end) });
  return counts.chain((count) =>
    fc.tuple(...Array.from({ length: count }, (_, index) => dataAt(prefix[index] ?? schema.items ?? true, root))),
  );
}

function objectData(schema: SchemaDocument, root: SchemaDocument): fc.Arbitrary<Json> {
  const properties = schema.properties ?? {};
  const declared = Object.entries(properties).map(([key, property]): [string, fc.Arbitrary<Json>] => [
    key,
    dataAt(property, root),
  ]);
  const further = schema.additionalProperties ?? true;
  const extraKeys = further === false ? [] : sampleKeys.filter((key) => !Object.hasOwn(properties, key));
  const extra =
    extraKeys.length === 0
      ? fc.constant<[string, Json][]>([])
      : fc.uniqueArray(fc.tuple(fc.constantFrom(...extraKeys), dataAt(further, root)), {
          maxLength: 2,
          selector: ([key]) => key,
        });
  const chosen = fc.record(Object.fromEntries(declared), { requiredKeys: [...(schema.required ?? [])] });
  return fc
    .tuple(chosen, extra)
    .map(([object, entries]): Json => Object.fromEntries([...Object.entries(object), ...entries]));
}

/** Objects that fit each of the schemas, which declare properties apart from one another. */
function mergedData(schemas: readonly SchemaNode[], root: SchemaDocument): fc.Arbitrary<Json> {
  const parts = schemas.map((schema) => dataAt(schema, root).filter(isJsonObject));
  return fc.tuple(...parts).map((objects): Json => Object.assign({}, ...objects));
}
