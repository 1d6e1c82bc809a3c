import { isJsonObject, type Json, type JsonObject } from "../language/json.ts";
import { copyJson, setOwn, workThrough } from "./copy-json.ts";
import { anyClaim, type Givable } from "./givable.ts";
import { keptDeletions } from "./kept-deletions.ts";
import { mergePatch } from "./merge-patch.ts";
import type { DeletionNode, MergeNode, PatchNode, SessionPatch, SetNode } from "./session-patch.ts";

type Children = Readonly<Record<string, PatchNode>>;

/**
 * The patch of a session that is sent one more merge patch. For every JSON object t and merge patches p, q that are
 * objects, `applyPatch(t, compose(compose(noPatch, p), q))` is `mergePatch(mergePatch(t, p), q)`, to the order of the
 * keys. Changes neither argument, and shares nothing with the request.
 */
export function compose(session: SessionPatch, request: JsonObject): SessionPatch {
  return composeAgainst(anyClaim, session, request);
}

/**
 * The same while a template is published that may give these claims, and no others. A deletion of another claim takes away
 * what the patch itself gives there, and is not kept: the law holds for every t that has no other claims than those.
 * Deletions that were kept before stay, whatever becomes of the claim.
 */
export function composeAgainst(givable: Givable, session: SessionPatch, request: JsonObject): SessionPatch {
  return workThrough((later) => {
    const mergeNode = (before: Children, change: JsonObject, givable: Givable | undefined): SessionPatch => {
      const children: Record<string, PatchNode> = {};
      const put = (key: string, update: Json, node: PatchNode | undefined): void => {
        const made = next(node, update, givable?.member(key));
        if (made !== undefined) setOwn(children, key, made);
      };
      later(() => {
        for (const [key, node] of Object.entries(before)) {
          const update = Object.hasOwn(change, key) ? change[key] : undefined;
          if (update === undefined) setOwn(children, key, node);
          else if (!comesBack(node, update)) put(key, update, node);
        }
        for (const [key, update] of Object.entries(change)) {
          const node = Object.hasOwn(before, key) ? before[key] : undefined;
          if (node === undefined || comesBack(node, update)) put(key, update, node);
        }
      });
      return { kind: "merge", children };
    };

    /** The node of a claim after an update; `undefined` for none. */
    const next = (node: PatchNode | undefined, update: Json, givable: Givable | undefined): PatchNode | undefined => {
      if (update === null) return givable === undefined ? keptDeletions(node) : { kind: "delete" };
      if (node?.kind === "delete") return { kind: "set", value: mergePatch(null, update), anew: true };
      if (node?.kind === "set") return setAgain(node, update, givable);
      if (isJsonObject(update)) return mergeNode(node?.children ?? {}, update, givable);
      return setOver(keptDeletions(node), copyJson(update));
    };

    return mergeNode(session.children, request, givable);
  });
}

/** A value that stands where the target's claim stood; what was deleted of that one stays deleted under it. */
function setOver(kept: DeletionNode | undefined, value: Json): SetNode {
  return kept?.kind === "prune"
    ? { kind: "set", value, anew: false, pruned: kept }
    : { kind: "set", value, anew: false };
}

/** The same value updated. What the update deletes of the target's claim is kept, though no target shows it now. */
function setAgain(node: SetNode, update: Json, givable: Givable | undefined): SetNode {
  const value = mergePatch(node.value, update);
  if (node.anew) return { kind: "set", value, anew: true };
  if (givable === undefined || !isJsonObject(update)) return setOver(node.pruned, value);
  const under: MergeNode = { kind: "merge", children: node.pruned?.children ?? {} };
  return setOver(keptDeletions(composeAgainst(givable, under, update)), value);
}

/** A claim that was deleted and is set again loses its place. */
function comesBack(node: PatchNode, update: Json): boolean {
  return (node.kind === "delete" || node.kind === "prune") && update !== null;
}
