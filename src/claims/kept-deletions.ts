import { setOwn } from "./copy-json.ts";
import type { DeletionNode, PatchNode } from "./session-patch.ts";

/** What a node has deleted of the target's claim, without what it gives; `undefined` for nothing. */
export function keptDeletions(node: PatchNode | undefined): DeletionNode | undefined {
  if (node === undefined) return undefined;
  return node.kind === "merge" ? keptWithin(node.children) : keptBy(node);
}

function keptBy(node: Exclude<PatchNode, { readonly kind: "merge" }>): DeletionNode | undefined {
  if (node.kind !== "set") return node;
  return node.anew ? { kind: "delete" } : node.pruned;
}

/** A merge on the way, and what of its members stays deleted as far as that was found. */
interface Level {
  readonly members: Readonly<Record<string, PatchNode>>;
  /** Its place in the level around it; absent for the outermost. */
  readonly place?: { readonly around: Level; readonly key: string };
  kept?: Record<string, DeletionNode>;
}

/** Without recursion, as whatever works on patches. */
function keptWithin(members: Level["members"]): DeletionNode | undefined {
  const outermost: Level = { members };
  const pending: Level[] = [outermost];
  for (let level = pending.pop(); level !== undefined; level = pending.pop()) {
    for (const [key, node] of Object.entries(level.members)) {
      if (node.kind === "merge") pending.push({ members: node.children, place: { around: level, key } });
      else {
        const kept = keptBy(node);
        if (kept !== undefined) setOwn(keptOf(level), key, kept);
      }
    }
  }
  return outermost.kept === undefined ? undefined : { kind: "prune", children: outermost.kept };
}

/** What is kept in a level, which is then kept in those around it. */
function keptOf(level: Level): Record<string, DeletionNode> {
  const kept = level.kept ?? {};
  for (let inner = level, children = kept; inner.kept === undefined; ) {
    inner.kept = children;
    if (inner.place === undefined) break;
    const { around, key } = inner.place;
    const childrenAround = around.kept ?? {};
    setOwn(childrenAround, key, { kind: "prune", children });
    inner = around;
    children = childrenAround;
  }
  return kept;
}
