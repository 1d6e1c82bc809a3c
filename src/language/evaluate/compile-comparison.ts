import type { CheckedComparison } from "../check/checked-tree.ts";
import { compareCodePoints } from "../code-points.ts";
import { equals } from "./equality.ts";
import type { Frame, Program } from "./frame.ts";
import { inList, inObject } from "./membership.ts";
import { wrongKind } from "./operand.ts";
import { kindOf } from "./value.ts";

/** Compiles a comparison or an `in`; null if either side is. */
export function compileComparison(node: CheckedComparison, left: Program, right: Program): Program {
  const compare = comparisonOf(node.sign);
  return (frame) => {
    const first = left(frame);
    const second = right(frame);
    frame.span = node.span;
    return first === null || second === null ? null : compare(frame, first, second);
  };
}

type Comparison = (frame: Frame, left: unknown, right: unknown) => boolean;

function comparisonOf(sign: CheckedComparison["sign"]): Comparison {
  switch (sign) {
    case "==":
      return (frame, left, right) => equals(left, right, frame.meter);
    case "!=":
      return (frame, left, right) => !equals(left, right, frame.meter);
    case "<":
      return (frame, left, right) => order(frame, sign, left, right) < 0;
    case "<=":
      return (frame, left, right) => order(frame, sign, left, right) <= 0;
    case ">":
      return (frame, left, right) => order(frame, sign, left, right) > 0;
    case ">=":
      return (frame, left, right) => order(frame, sign, left, right) >= 0;
    case "in":
      return (frame, left, right) =>
        kindOf(right) === "list" ? inList(left, right, frame.meter) : inObject(left, right, frame.meter);
  }
}

/** Cost: one step for numbers; for strings the code units of the shorter one, and one. */
function order({ meter }: Frame, sign: string, left: unknown, right: unknown): number {
  if (typeof left === "string" && typeof right === "string") {
    meter.checkLength(left.length);
    meter.checkLength(right.length);
    meter.charge(Math.min(left.length, right.length) + 1);
    return compareCodePoints(left, right);
  }
  const wanted = typeof left === "string" ? "two strings" : "two numbers";
  for (const side of [left, right]) {
    if (kindOf(side) !== "number") throw wrongKind(sign, wanted, typeof left === "string" ? right : side);
  }
  meter.charge(1);
  return Number(left) - Number(right);
}
