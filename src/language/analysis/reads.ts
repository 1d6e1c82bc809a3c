import type { CheckedObject, CheckedPath } from "../check/checked-tree.ts";
import { expressionsOf, tagsOf } from "./walk.ts";

/** The paths that a template reads, in the order of the text. */
export function* pathsOf(object: CheckedObject): Generator<CheckedPath> {
  for (const { tag } of tagsOf(object)) {
    for (const node of expressionsOf(tag.expression)) if (node.kind === "path") yield node;
  }
}

/** The texts of the paths that a template reads, each once. */
export function readsOf(object: CheckedObject): readonly string[] {
  return [...new Set([...pathsOf(object)].map((path) => path.text))];
}
