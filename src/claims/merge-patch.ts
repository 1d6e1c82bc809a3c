import { isJsonObject, type Json, type JsonObject } from "../language/json.ts";
import { copyJson, type MutableObject, setOwn, workThrough } from "./copy-json.ts";

/** Applies a merge patch to an object. See {@link mergePatch}. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject;
/**
 * Applies a merge patch to a target, as RFC 7396 §2 has it. A member that stays keeps its place, one that is new comes last.
 * Changes neither argument and shares nothing with them; looks at own properties only; any depth will do.
 */
export function mergePatch(target: Json, patch: Json): Json;
export function mergePatch(target: Json, patch: Json): Json {
  return workThrough((later) => {
    const merge = (before: Json, change: Json): Json => {
      if (!isJsonObject(change)) return copyJson(change);
      const base = isJsonObject(before) ? before : {};
      const merged: MutableObject = {};
      later(() => mergeMembers(base, change, merged));
      return merged;
    };

    const mergeMembers = (base: JsonObject, change: JsonObject, merged: MutableObject): void => {
      for (const [key, member] of Object.entries(base)) {
        const update = Object.hasOwn(change, key) ? change[key] : undefined;
        if (update === undefined) setOwn(merged, key, copyJson(member));
        else if (update !== null) setOwn(merged, key, merge(member, update));
      }
      for (const [key, update] of Object.entries(change)) {
        if (update !== null && !Object.hasOwn(base, key)) setOwn(merged, key, merge(null, update));
      }
    };

    return merge(target, patch);
  });
}
