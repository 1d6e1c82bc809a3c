import type { Json } from "../language/json.ts";

/** Takes the claim away. */
export interface DeleteNode {
  readonly kind: "delete";
}

/** Takes members of the claim away, where there is one and it is an object; else it does nothing. */
export interface PruneNode {
  readonly kind: "prune";
  /** By key; never empty. */
  readonly children: Readonly<Record<string, DeletionNode>>;
}

/** Gives the claim a value, whatever it was. */
export interface SetNode {
  readonly kind: "set";
  /** Never null at the outside: that would be a deletion. */
  readonly value: Json;
  /** Whether the claim had been deleted before: then it no longer has the target's place, but comes last. */
  readonly anew: boolean;
  /** What stays deleted of the target's claim when the value is taken away again; absent for nothing, or with `anew`. */
  readonly pruned?: PruneNode;
}

/** Changes members of the claim, which becomes an object if it was none. */
export interface MergeNode {
  readonly kind: "merge";
  /** By key; new claims come in this order. */
  readonly children: Readonly<Record<string, PatchNode>>;
}

/** What was deleted of a claim, and nothing else. */
export type DeletionNode = DeleteNode | PruneNode;

export type PatchNode = DeletionNode | SetNode | MergeNode;

/**
 * All the merge patches that a session was sent, composed. Unlike a merge patch it can say "delete, then set", so that
 * no member of a deleted object comes back. It is plain JSON: `JSON.stringify` writes it, `parseSessionPatch` reads it.
 */
export type SessionPatch = MergeNode;

/** The patch of a session that was sent nothing. */
export const noPatch: SessionPatch = Object.freeze({ kind: "merge", children: Object.freeze({}) });
