import type { CheckedComparison, CheckedExpression } from "../check/checked-tree.ts";
import { compareCodePoints } from "../code-points.ts";
import { quotePath } from "../diagnostics/quote-source.ts";
import type { Kind } from "../vocabulary/type.ts";
import { nameByKind } from "../vocabulary/types/kinds.ts";
import { equals } from "./equality.ts";
import { EvaluationFailure } from "./failure.ts";
import type { Frame, Program } from "./frame.ts";
import { inList, inObject } from "./membership.ts";
import { foreignValue } from "./not-json.ts";
import { kindOf } from "./value.ts";

/** Compiles a comparison or an `in`; null if either side is. */
export function compileComparison(node: CheckedComparison, left: Program, right: Program): Program {
  const compare = comparisonOf(node);
  return (frame) => {
    const first = left(frame);
    const second = right(frame);
    frame.span = node.span;
    return first === null || second === null ? null : compare(frame, first, second);
  };
}

type Comparison = (frame: Frame, left: unknown, right: unknown) => boolean;

function comparisonOf(node: CheckedComparison): Comparison {
  switch (node.sign) {
    case "==":
      return (frame, left, right) => equals(left, right, frame.meter);
    case "!=":
      return (frame, left, right) => !equals(left, right, frame.meter);
    case "<":
      return (frame, left, right) => order(frame, node, left, right) < 0;
    case "<=":
      return (frame, left, right) => order(frame, node, left, right) <= 0;
    case ">":
      return (frame, left, right) => order(frame, node, left, right) > 0;
    case ">=":
      return (frame, left, right) => order(frame, node, left, right) >= 0;
    case "in":
      return (frame, left, right) =>
        kindOf(right) === "list" ? inList(left, right, frame.meter) : inObject(left, right, frame.meter);
  }
}

/** Cost: one step for numbers; for strings the code units of the shorter one, and one. */
function order({ meter }: Frame, node: CheckedComparison, left: unknown, right: unknown): number {
  if (typeof left === "string" && typeof right === "string") {
    meter.checkLength(left.length);
    meter.checkLength(right.length);
    meter.charge(Math.min(left.length, right.length) + 1);
    return compareCodePoints(left, right);
  }
  if (kindOf(left) !== "number" || kindOf(right) !== "number") throw notComparable(node, left, right);
  meter.charge(1);
  return Number(left) - Number(right);
}

/** Says what the two operands are, and which paths they come from. */
function notComparable(node: CheckedComparison, left: unknown, right: unknown): EvaluationFailure {
  const [first, second] = [kindOf(left), kindOf(right)];
  if (first === "foreign") return foreignValue(left);
  if (second === "foreign") return foreignValue(right);
  const operands = `${described(node.left, first)} with ${described(node.right, second)}`;
  return new EvaluationFailure("wrong-kind", `\`${node.sign}\` cannot compare ${operands}`);
}

function described(operand: CheckedExpression, kind: Kind): string {
  return operand.kind === "path" ? `${quotePath(operand.text)} (${nameByKind[kind]})` : nameByKind[kind];
}
