import type { CheckedExpression, CheckedValue } from "../check/checked-tree.ts";
import { possibleResults } from "../lint/known-result.ts";
import type { Type } from "../vocabulary/type.ts";
import { asBoolean, intersect, isNever } from "../vocabulary/types/index.ts";
import { outputType } from "./output-type.ts";

/** Tells whether what a value gives can have a type, so far as the types tell; what is always absent has none. */
export function canHaveType(value: CheckedValue, expects: Type): boolean {
  if (isNever(intersect(outputType(value), expects))) return false;
  return value.kind !== "tag" || !isOnlyTrue(expects) || canBe(value.expression, true);
}

function isOnlyTrue(type: Type): boolean {
  const { atom, otherKinds } = asBoolean(type);
  return otherKinds.size === 0 && atom?.values.length === 1 && atom.values[0] === true;
}

/** Whether a condition can be `wanted`; of its parts each is looked at by itself. */
function canBe(node: CheckedExpression, wanted: boolean): boolean {
  switch (node.kind) {
    case "not":
      return canBe(node.operand, !wanted);
    case "and":
    case "or": {
      const needsAll = (node.kind === "and") === wanted;
      return needsAll
        ? node.operands.every((operand) => canBe(operand, wanted))
        : node.operands.some((operand) => canBe(operand, wanted));
    }
    default: {
      const possible = possibleResults(node);
      return wanted ? possible.true : possible.false;
    }
  }
}
