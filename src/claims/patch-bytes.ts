import { bracketBytes, jsonBytes, stringBytes } from "../language/json-bytes.ts";
import type { PatchNode, SessionPatch } from "./session-patch.ts";

/**
 * The size of a patch in bytes of minified UTF-8 JSON, written as a merge patch would be: so one request's claims
 * count the same before and after they are composed with nothing. What stays deleted under a value counts as much again.
 */
export function patchBytes(patch: SessionPatch): number {
  let bytes = 0;
  const pending: PatchNode[] = [patch];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === "delete") bytes += jsonBytes(null);
    else if (node.kind === "set") {
      bytes += jsonBytes(node.value);
      if (node.pruned !== undefined) pending.push(node.pruned);
    } else {
      const children = Object.entries(node.children);
      bytes += bracketBytes(children.length);
      for (const [key, child] of children) {
        bytes += stringBytes(key) + 1;
        pending.push(child);
      }
    }
  }
  return bytes;
}
