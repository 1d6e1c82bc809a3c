import { isJsonObject, type Json, type JsonObject } from "../language/json.ts";
import { copyJson, type MutableObject, setOwn, workThrough } from "./copy-json.ts";
import type { MergeNode, PatchNode, PruneNode, SessionPatch } from "./session-patch.ts";

/**
 * The claims that a session's patch makes of a template's. What the patch deletes is absent however often the template
 * gives it. Changes neither argument and shares nothing with them.
 */
export function applyPatch(target: JsonObject, patch: SessionPatch): JsonObject {
  return workThrough((later) => {
    const merge = (before: Json, { children }: MergeNode): JsonObject => {
      const base = isJsonObject(before) ? before : {};
      const merged: MutableObject = {};
      later(() => {
        for (const [key, member] of Object.entries(base)) {
          const node = Object.hasOwn(children, key) ? children[key] : undefined;
          if (node === undefined) setOwn(merged, key, copyJson(member));
          else if (node.kind === "prune") setOwn(merged, key, prune(member, node));
          else if (keepsPlace(node)) put(merged, key, member, node);
        }
        for (const [key, node] of Object.entries(children)) {
          if (node.kind !== "prune" && (!Object.hasOwn(base, key) || !keepsPlace(node))) put(merged, key, null, node);
        }
      });
      return merged;
    };

    const prune = (before: Json, { children }: PruneNode): Json => {
      if (!isJsonObject(before)) return copyJson(before);
      const pruned: MutableObject = {};
      later(() => {
        for (const [key, member] of Object.entries(before)) {
          const node = Object.hasOwn(children, key) ? children[key] : undefined;
          if (node === undefined) setOwn(pruned, key, copyJson(member));
          else if (node.kind === "prune") setOwn(pruned, key, prune(member, node));
        }
      });
      return pruned;
    };

    const put = (merged: MutableObject, key: string, before: Json, node: PatchNode): void => {
      if (node.kind === "set") setOwn(merged, key, copyJson(node.value));
      else if (node.kind === "merge") setOwn(merged, key, merge(before, node));
    };

    return merge(target, patch);
  });
}

/** Tells whether the node's value stands where the target's stood. */
function keepsPlace(node: PatchNode): boolean {
  return node.kind === "merge" || (node.kind === "set" && !node.anew);
}
