import type { CheckedExpression, CheckedLink } from "./checked-tree.ts";

/** The expressions directly inside an expression, in the order of evaluation. */
export function childrenOf(node: CheckedExpression): readonly CheckedExpression[] {
  switch (node.kind) {
    case "literal":
    case "path":
    case "variable":
      return [];
    case "select":
    case "matches":
      return [node.receiver];
    case "index":
      return [node.receiver, node.index];
    case "call":
      return [node.receiver, ...node.arguments];
    case "macro":
      return [node.receiver, node.body];
    case "conversion":
    case "has":
    case "required":
    case "null-test":
    case "not":
      return [node.operand];
    case "coalesce":
    case "or":
    case "and":
    case "sum":
      return node.operands;
    case "comparison":
      return [node.left, node.right];
    case "conditional":
      return [node.condition, node.whenTrue, node.whenFalse];
    case "list":
      return node.elements;
  }
}

/** Whether an expression does something with a receiver. */
export function isLink(node: CheckedExpression): node is CheckedLink {
  return "receiver" in node;
}

/**
 * A value and all that is done with it, one after the other. A chain may be thousands of links long, so that whoever
 * goes through expressions goes along it and not down its receivers.
 */
export function chainOf(node: CheckedExpression): {
  readonly head: CheckedExpression;
  readonly links: readonly CheckedLink[];
} {
  const links: CheckedLink[] = [];
  let head = node;
  while (isLink(head)) {
    links.push(head);
    head = head.receiver;
  }
  return { head, links: links.toReversed() };
}
