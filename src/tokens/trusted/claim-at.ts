import { isJsonObject, type Json, type JsonObject } from "../../language/json.ts";

/** The claim that a path of an attribute mapping arrives at: whatever its value, null too. */
export interface ClaimAtPath {
  readonly value: Json;
}

/**
 * The claim that an attribute mapping names: one of exactly that name, dots and all (many are URLs), else the one at the
 * end of a walk through objects, in which each step takes an own key that the rest of the path begins with, followed by
 * a dot or the end. Longer keys go before shorter ones, and a key that leads nowhere gives way to the next, so that
 * names with dots in them are reached anywhere. Lists have no path through them. `undefined` where nothing is reached.
 */
export function claimAt(claims: JsonObject, path: string): ClaimAtPath | undefined {
  if (Object.hasOwn(claims, path)) return claimNamed(claims, path);
  const keys = Object.keys(claims).filter((key) => path.startsWith(`${key}.`));
  for (const key of keys.sort((a, b) => b.length - a.length)) {
    const inside = claims[key];
    if (inside === undefined || !isJsonObject(inside)) continue;
    const found = claimAt(inside, path.slice(key.length + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function claimNamed(claims: JsonObject, key: string): ClaimAtPath | undefined {
  const value = claims[key];
  return value === undefined ? undefined : { value };
}
