import { childrenOf } from "../check/checked-chain.ts";
import type {
  CheckedClaim,
  CheckedExpression,
  CheckedObject,
  CheckedTag,
  CheckedValue,
} from "../check/checked-tree.ts";
import type { CheckedVisitor } from "./lint-rule.ts";

/** Walks a checked tree once for all visitors. */
export function walkChecked(object: CheckedObject, visitors: readonly CheckedVisitor[]): void {
  walkValue(object, [], visitors);
}

/** Recursion is bounded by the nesting of JSON. */
function walkValue(node: CheckedValue, claims: CheckedClaim[], visitors: readonly CheckedVisitor[]): void {
  switch (node.kind) {
    case "object":
      for (const claim of node.claims) {
        claims.push(claim);
        walkValue(claim.value, claims, visitors);
        claims.pop();
      }
      return;
    case "array":
      for (const element of node.elements) walkValue(element, claims, visitors);
      return;
    case "text":
      for (const visitor of visitors) visitor.text?.(node);
      for (const part of node.parts) if (typeof part !== "string") walkTag(part, claims, visitors);
      return;
    case "tag":
      walkTag(node, claims, visitors);
  }
}

function walkTag(tag: CheckedTag, claims: readonly CheckedClaim[], visitors: readonly CheckedVisitor[]): void {
  for (const visitor of visitors) visitor.tag?.(tag, { claims });
  // Without recursion: a chain of calls is as deep here as it is long.
  const ancestors: CheckedExpression[] = [];
  const place = { claims, tag, ancestors };
  const pending: { readonly node: CheckedExpression; readonly depth: number }[] = [{ node: tag.expression, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    ancestors.length = depth;
    for (const visitor of visitors) visitor.expression?.(node, place);
    ancestors.push(node);
    for (const child of childrenOf(node).toReversed()) pending.push({ node: child, depth: depth + 1 });
  }
}
