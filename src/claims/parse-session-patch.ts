import { isJsonObject, type Json, type JsonObject } from "../language/json.ts";
import { pointerTo } from "../language/json-pointer.ts";
import { maxClaimsDepth } from "../language/vocabulary/limits.ts";
import { setOwn } from "./copy-json.ts";
import { readJson } from "./read-json.ts";
import type { DeletionNode, PatchNode, SessionPatch } from "./session-patch.ts";

/** A session's patch, or what keeps a value from being one. */
export type SessionPatchReading =
  | { readonly ok: true; readonly patch: SessionPatch }
  | {
      readonly ok: false;
      readonly problem: {
        /** JSON Pointer (RFC 6901) into the value. */
        readonly pointer: string;
        readonly message: string;
      };
    };

/**
 * A merge or prune node takes two levels of JSON for its one, what is pruned under a value one more, and the innermost node
 * another: a patch one too deep is still read, and named.
 */
const maxEncodedDepth = 2 * (maxClaimsDepth + 1) + 2;

/**
 * Reads a session's patch from the value that `JSON.parse` makes of its text. The patch is a copy, at most 32 deep as
 * merge patches count. Fields that are not known are ignored.
 */
export function parseSessionPatch(value: unknown): SessionPatchReading {
  const reading = readJson(value, { maxBytes: Number.POSITIVE_INFINITY, maxDepth: maxEncodedDepth });
  if (!reading.ok) return refuse("", "the patch is not JSON, or too deep");
  const problems: Problem[] = [];
  const node = readNode(reading.value, "", maxClaimsDepth, problems);
  const [problem] = problems;
  if (problem !== undefined) return { ok: false, problem };
  return node.kind === "merge" ? { ok: true, patch: node } : refuse("", "the outermost node must be a `merge`");
}

interface Problem {
  readonly pointer: string;
  readonly message: string;
}

function refuse(pointer: string, message: string): SessionPatchReading {
  return { ok: false, problem: { pointer, message } };
}

/** Recursion is as deep as the levels that are left. */
function readNode(json: Json, pointer: string, levels: number, problems: Problem[]): PatchNode {
  const fields = isJsonObject(json) ? json : {};
  const { kind } = fields;
  if (kind === "set") return readSet(fields, pointer, levels, problems);
  if (kind === "merge") return { kind, children: readChildren(fields, { pointer, levels, problems, read: readNode }) };
  return readDeletion(json, pointer, levels, problems, "`delete`, `prune`, `set` or `merge`");
}

function readDeletion(
  json: Json,
  pointer: string,
  levels: number,
  problems: Problem[],
  kinds = "`delete` or `prune`",
): DeletionNode {
  const fields = isJsonObject(json) ? json : {};
  const { kind } = fields;
  if (kind === "prune")
    return { kind, children: readChildren(fields, { pointer, levels, problems, read: readDeletion }) };
  if (kind !== "delete") problems.push({ pointer, message: `a node must be an object of the kind ${kinds}` });
  return { kind: "delete" };
}

function readSet(fields: JsonObject, pointer: string, levels: number, problems: Problem[]): PatchNode {
  const { value = null, anew, pruned } = fields;
  if (value === null) problems.push({ pointer, message: "a `set` must have a `value` that is not null" });
  if (typeof anew !== "boolean") problems.push({ pointer, message: "a `set` must have a boolean `anew`" });
  const reading = readJson(value, { maxBytes: Number.POSITIVE_INFINITY, maxDepth: levels });
  if (!reading.ok) problems.push({ pointer, message: `the patch is more than ${maxClaimsDepth} deep` });
  const set = { kind: "set", value, anew: anew === true } as const;
  if (pruned === undefined) return set;
  const kept = readDeletion(pruned, pointerTo(pointer, "pruned"), levels, problems);
  if (kept.kind === "prune") return { ...set, pruned: kept };
  problems.push({ pointer, message: "the `pruned` of a `set` must be a `prune`" });
  return set;
}

function readChildren<Node extends PatchNode>(
  { children: encoded = null }: JsonObject,
  {
    pointer,
    levels,
    problems,
    read,
  }: {
    readonly pointer: string;
    readonly levels: number;
    readonly problems: Problem[];
    readonly read: (json: Json, pointer: string, levels: number, problems: Problem[]) => Node;
  },
): Readonly<Record<string, Node>> {
  const children: Record<string, Node> = {};
  if (!isJsonObject(encoded))
    problems.push({ pointer, message: "a `merge` or `prune` must have an object `children`" });
  else if (levels === 0) problems.push({ pointer, message: `the patch is more than ${maxClaimsDepth} deep` });
  else {
    for (const [key, child] of Object.entries(encoded)) {
      setOwn(children, key, read(child, pointerTo(pointer, "children", key), levels - 1, problems));
    }
  }
  return children;
}
