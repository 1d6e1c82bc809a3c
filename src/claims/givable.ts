import type { Type } from "../language/index.ts";
import { isJsonObject, type Json, type JsonObject } from "../language/json.ts";

/** A claim that a template may give, or all of them together. */
export interface Givable {
  /** The member of that key; `undefined` where the template gives none. */
  member(key: string): Givable | undefined;
}

/** A claim of which nothing is known: it may have any member. */
export const anyClaim: Givable = { member: () => anyClaim };

/**
 * The claims that a template may give: those of its type, for all data that fits what it was compiled with; and those
 * that it gives now, for there may be data that was stored before a schema.
 */
export function givableClaims(type: Type, now: JsonObject): Givable {
  return givableOf([type], now);
}

function givableOf(types: readonly Type[], now: Json | undefined): Givable {
  const atoms = types.flatMap((type) => type.atoms);
  if (atoms.some((atom) => atom.kind === "any")) return anyClaim;
  return {
    member(key) {
      const members = new Set<Type>();
      for (const atom of atoms) {
        if (atom.kind === "object") members.add(atom.properties.get(key)?.type ?? atom.additional);
      }
      const possible = [...members].filter((type) => type.atoms.length > 0);
      const value = isJsonObject(now) && Object.hasOwn(now, key) ? now[key] : undefined;
      return possible.length === 0 && value === undefined ? undefined : givableOf(possible, value);
    },
  };
}
