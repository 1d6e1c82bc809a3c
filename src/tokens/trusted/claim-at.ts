import { isJsonObject, type Json, type JsonObject } from "../../language/json.ts";

/**
 * The claim that an attribute mapping names: one of exactly that name, dots and all (many are URLs), else the one at the
 * end of a dotted path through objects. Own properties only; lists have no path through them. A null counts as absent.
 */
export function claimAt(claims: JsonObject, name: string): Json | undefined {
  const path = Object.hasOwn(claims, name) ? [name] : name.split(".");
  let value: Json | undefined = claims;
  for (const key of path) {
    if (value === undefined || !isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value ?? undefined;
}
