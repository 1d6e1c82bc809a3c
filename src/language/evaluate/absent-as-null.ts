import type { CheckedValue } from "../check/checked-tree.ts";
import { isJsonObject, type Json } from "../json.ts";

/**
 * The value that a template gave, with null for each key that it has, in itself and in objects in it, and whose value
 * is absent.
 */
export function absentAsNull(template: CheckedValue, given: Json): Json {
  if (template.kind !== "object" || !isJsonObject(given)) return given;
  const members = template.claims.map(({ key, value }): [string, Json] => {
    const member = Object.hasOwn(given, key) ? given[key] : undefined;
    return [key, member === undefined ? null : absentAsNull(value, member)];
  });
  return Object.fromEntries(members);
}
