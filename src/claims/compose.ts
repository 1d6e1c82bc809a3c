import { isJsonObject, type Json, type JsonObject } from "../language/json.ts";
import { copyJson, setOwn, workThrough } from "./copy-json.ts";
import { mergePatch } from "./merge-patch.ts";
import type { PatchNode, SessionPatch } from "./session-patch.ts";

type Children = Readonly<Record<string, PatchNode>>;

/**
 * The patch of a session that is sent one more merge patch. For every JSON object t and merge patches p, q that are
 * objects, `applyPatch(t, compose(compose(noPatch, p), q))` is `mergePatch(mergePatch(t, p), q)`, to the order of the
 * keys. Changes neither argument, and shares nothing with the request.
 */
export function compose(session: SessionPatch, request: JsonObject): SessionPatch {
  return workThrough((later) => {
    const mergeNode = (before: Children, change: JsonObject): SessionPatch => {
      const children: Record<string, PatchNode> = {};
      later(() => {
        for (const [key, node] of Object.entries(before)) {
          const update = Object.hasOwn(change, key) ? change[key] : undefined;
          if (update === undefined) setOwn(children, key, node);
          else if (!comesBack(node, update)) setOwn(children, key, next(node, update));
        }
        for (const [key, update] of Object.entries(change)) {
          const node = Object.hasOwn(before, key) ? before[key] : undefined;
          if (node === undefined || comesBack(node, update)) setOwn(children, key, next(node, update));
        }
      });
      return { kind: "merge", children };
    };

    const next = (node: PatchNode | undefined, update: Json): PatchNode => {
      if (update === null) return { kind: "delete" };
      if (node?.kind === "delete") return { kind: "set", value: mergePatch(null, update), anew: true };
      if (node?.kind === "set") return { kind: "set", value: mergePatch(node.value, update), anew: node.anew };
      if (isJsonObject(update)) return mergeNode(node?.children ?? {}, update);
      return { kind: "set", value: copyJson(update), anew: false };
    };

    return mergeNode(session.children, request);
  });
}

/** A claim that was deleted and is set again loses its place. */
function comesBack(node: PatchNode, update: Json): boolean {
  return node.kind === "delete" && update !== null;
}
