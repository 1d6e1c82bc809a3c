import type { ObjectNode } from "./syntax-tree.ts";

/** Tells whether two trees are the same but for where their nodes stand in the text. */
export function isSameTree(left: ObjectNode, right: ObjectNode): boolean {
  return withoutSpans(left) === withoutSpans(right);
}

const spanFields: ReadonlySet<string> = new Set(["span", "keySpan", "nameSpan", "signSpan", "signSpans"]);

function withoutSpans(node: ObjectNode): string {
  return JSON.stringify(node, (key, value: unknown) => (spanFields.has(key) ? undefined : value));
}
