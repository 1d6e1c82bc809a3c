import type { Property, Type } from "../type.ts";
import { anyType, booleanType, never, nullable, nullType } from "../types/basic-types.ts";
import { listType } from "../types/list-type.ts";
import { numberType } from "../types/number-type.ts";
import { objectType } from "../types/object-type.ts";
import { stringType } from "../types/string-type.ts";
import { union } from "../types/union.ts";
import type { Keywords } from "./keywords.ts";

/** The meaning of a schema for its values. */
export interface SchemaReading {
  readonly type: Type;
  /** The schema, or one that it is put together from, or that of its elements, has `x-user-writable`. */
  readonly userWritable: boolean;
}

/** Reads the schema that stands at a path of keywords, names and indexes below the current one. */
export type ReadInside = (schema: unknown, ...path: readonly (string | number)[]) => SchemaReading;

/** The type of every JSON value. */
export const anything: Type = nullable(anyType());

const typeNames = ["null", "boolean", "integer", "number", "string", "array", "object"];
const objectKeywords = ["properties", "required", "additionalProperties"];
const listKeywords = ["items", "prefixItems", "minItems", "maxItems"];
const scalarKeywords = ["minLength", "maxLength", "minimum", "maximum"];

/** The type that `type` and the keywords about one kind of value each give. */
export function readKinds(keywords: Keywords, readInside: ReadInside): SchemaReading {
  const names = readTypeNames(keywords);
  if (names === undefined && !keywords.has(...objectKeywords, ...listKeywords, ...scalarKeywords)) {
    return { type: anything, userWritable: false };
  }
  const has = (name: string) => names === undefined || names.has(name);
  const list = readList(keywords, readInside);
  const number = readNumber(keywords, !has("number"));
  const string = stringType(readLengths(keywords));
  const object = readObject(keywords, readInside, names !== undefined);
  return {
    type: union(
      has("null") ? nullType : never,
      has("boolean") ? booleanType() : never,
      has("number") || has("integer") ? number : never,
      has("string") ? string : never,
      has("array") ? list.type : never,
      has("object") ? object : never,
    ),
    userWritable: list.userWritable,
  };
}

function readTypeNames(keywords: Keywords): ReadonlySet<string> | undefined {
  const value = keywords.value("type");
  if (value === undefined) return undefined;
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  const known = names.filter((name) => typeof name === "string" && typeNames.includes(name));
  if (known.length === names.length && names.length > 0) return new Set(known.map(String));
  keywords.reportInvalid(
    "type",
    `\`type\` must be one or more of ${typeNames.map((name) => `\`${name}\``).join(", ")}`,
  );
  return undefined;
}

function readNumber(keywords: Keywords, integer: boolean): Type {
  const [least, greatest] = [keywords.number("minimum"), keywords.number("maximum")];
  return numberType({ integer, ...(least !== undefined && { least }), ...(greatest !== undefined && { greatest }) });
}

function readLengths(keywords: Keywords) {
  return {
    leastLength: keywords.count("minLength") ?? 0,
    greatestLength: keywords.count("maxLength") ?? Infinity,
  };
}

function readList(keywords: Keywords, readInside: ReadInside): SchemaReading {
  const prefix = (keywords.list("prefixItems") ?? []).map((schema, index) => readInside(schema, "prefixItems", index));
  const items = keywords.has("items") ? readInside(keywords.value("items"), "items") : undefined;
  return {
    type: listType({
      prefix: prefix.map((reading) => reading.type),
      items: items?.type ?? anything,
      leastItems: keywords.count("minItems") ?? 0,
      greatestItems: keywords.count("maxItems") ?? Infinity,
    }),
    userWritable: [...prefix, ...(items === undefined ? [] : [items])].some((reading) => reading.userWritable),
  };
}

function readObject(keywords: Keywords, readInside: ReadInside, isTyped: boolean): Type {
  const further = keywords.has("additionalProperties")
    ? readInside(keywords.value("additionalProperties"), "additionalProperties")
    : undefined;
  // Without it, `additionalProperties` would close what `patternProperties` lets in, which is not read.
  const hasPatterns = keywords.has("patternProperties");
  const additional = hasPatterns ? anything : (further?.type ?? anything);
  const required = new Set(keywords.strings("required"));
  const properties = new Map<string, Property>();
  for (const [key, schema] of Object.entries(keywords.object("properties") ?? {})) {
    const { type, userWritable } = readInside(schema, "properties", key);
    properties.set(key, { type, required: required.has(key), userWritable });
  }
  const additionalUserWritable = further?.userWritable ?? false;
  for (const key of required) {
    if (!properties.has(key))
      properties.set(key, { type: additional, required: true, userWritable: additionalUserWritable });
  }
  const isSilent = !isTyped && !keywords.has(...objectKeywords);
  const open = further !== undefined || hasPatterns || isSilent;
  return objectType({ properties, additional, open, additionalUserWritable });
}
