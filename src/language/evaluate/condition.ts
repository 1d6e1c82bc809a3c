import type { CheckedExpression } from "../check/checked-tree.ts";
import type { Frame } from "./frame.ts";
import { wrongKind } from "./operand.ts";

/** A condition's value: a boolean or null, else `wrong-kind`. */
export function requireCondition(frame: Frame, node: CheckedExpression, name: string, value: unknown): boolean | null {
  if (typeof value === "boolean" || value === null) return value;
  frame.span = node.span;
  throw wrongKind(name, "a boolean", value);
}
