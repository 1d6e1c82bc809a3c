import { isJsonList, type Json } from "../../json.ts";
import { maxDataDepth } from "../limits.ts";
import type { Property, Type } from "../type.ts";
import { anyType, booleanType, never, nullType } from "./basic-types.ts";
import { listType } from "./list-type.ts";
import { numberType } from "./number-type.ts";
import { objectType } from "./object-type.ts";
import { stringType } from "./string-type.ts";

/**
 * The exact type of one JSON value: its bounds are the bytes of the value's text.
 * What is deeper than data can be counts as `any`.
 */
export function literalType(json: Json): Type {
  return typeAt(json, 0);
}

function typeAt(json: Json, depth: number): Type {
  if (json === null) return nullType;
  if (typeof json === "boolean") return booleanType([json]);
  if (typeof json === "number") return numberType({ values: [json] });
  if (typeof json === "string") return stringType({ values: [json] });
  if (depth >= maxDataDepth) return anyType();
  if (isJsonList(json)) {
    const prefix = json.map((element) => typeAt(element, depth + 1));
    return listType({ prefix, items: never, leastItems: prefix.length });
  }
  const properties = new Map<string, Property>();
  for (const [key, value] of Object.entries(json)) {
    properties.set(key, { type: typeAt(value, depth + 1), required: true, userWritable: false });
  }
  return objectType({ properties, additional: never, open: false });
}
