import { childrenOf } from "../check/checked-chain.ts";
import type { CheckedExpression, CheckedPath } from "../check/checked-tree.ts";
import { maxDataDepth, maxMetadataDepth } from "../vocabulary/limits.ts";
import type { Type } from "../vocabulary/type.ts";
import { asList, byteBounds, kindsOf } from "../vocabulary/types/index.ts";

/** Told of an expression that can get a value deeper than what is compared or emitted may be. */
type Report = (node: CheckedExpression) => void;

/**
 * The greatest nesting of objects and lists in what a tag emits: 0 for a value that is neither. Every comparison in
 * it that can meet a value deeper than 64 is reported.
 */
export function greatestDepth(expression: CheckedExpression, report: Report): number {
  return depthOf(expression, [], report);
}

/** `variables`: the depth of each variable in scope, by slot. */
function depthOf(node: CheckedExpression, variables: readonly number[], report: Report): number {
  if (node.kind === "macro") {
    const receiver = depthOf(node.receiver, variables, report);
    const element = asList(node.receiver.type).atom === undefined ? 0 : inside(receiver);
    const body = depthOf(node.body, [...variables.slice(0, node.slot), element], report);
    return node.name === "map" ? 1 + body : node.name === "filter" ? receiver : 0;
  }
  const children = childrenOf(node).map((child) => depthOf(child, variables, report));
  if (comparesDeeply(node) && children.some((depth) => depth > maxDataDepth)) report(node);
  return canHold(node.type) ? made(node, Math.max(0, ...children), variables) : 0;
}

/** The depth of what an expression makes of operands of at most the depth `operands`. */
function made(node: CheckedExpression, operands: number, variables: readonly number[]): number {
  switch (node.kind) {
    case "path":
      return depthOfPath(node);
    case "variable":
      return variables[node.slot] ?? 0;
    case "select":
    case "index":
      return inside(operands);
    case "call":
      return Math.max(1, operands);
    case "list":
      return 1 + operands;
    default:
      return operands;
  }
}

/** Metadata is at most 32 deep; of anything else that no schema describes it is known only that it is data. */
function depthOfPath({ access, type }: CheckedPath): number {
  if (access.kind !== "members") return 1;
  return Number.isFinite(byteBounds(type).greatest) ? maxMetadataDepth : maxDataDepth;
}

function inside(depth: number): number {
  return Math.max(0, depth - 1);
}

function canHold(type: Type): boolean {
  const kinds = kindsOf(type);
  return kinds.has("list") || kinds.has("object");
}

function comparesDeeply(node: CheckedExpression): boolean {
  if (node.kind === "comparison") return node.sign === "==" || node.sign === "!=" || node.sign === "in";
  return node.kind === "call" && node.name === "distinct";
}
