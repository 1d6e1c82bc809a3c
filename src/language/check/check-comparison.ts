import type { ComparisonNode } from "../syntax/syntax-tree.ts";
import type { Kind } from "../vocabulary/type.ts";
import { booleanType, elementsOf, isNever, mayBeNull, withoutNull } from "../vocabulary/types/index.ts";
import type { CheckContext } from "./check-context.ts";
import { haveKindInCommon } from "./check-operation.ts";
import type { CheckedExpression } from "./checked-tree.ts";
import { canBe, describeType, mustBe } from "./describe-type.ts";
import { nullableIf } from "./nullable-if.ts";

/** Checks a comparison or an `in`. */
export function checkComparison(context: CheckContext, node: ComparisonNode): CheckedExpression | undefined {
  const left = context.expression(node.left);
  const right = context.expression(node.right);
  if (left === undefined || right === undefined) return undefined;
  const equality = node.sign === "==" || node.sign === "!=";
  if (equality && (isNullLiteral(left) || isNullLiteral(right))) {
    const operand = isNullLiteral(right) ? left : right;
    const negated = node.sign === "!=";
    const values = mayBeNull(operand.type) ? [true, false] : [negated];
    return { kind: "null-test", operand, negated, type: booleanType(values), span: node.span };
  }
  const wrong = equality ? incomparable(context, node, left, right) : wrongOperand(context, node, left, right);
  if (wrong) return undefined;
  const type = nullableIf(booleanType(), left.type, right.type);
  return { kind: "comparison", sign: node.sign, left, right, type, span: node.span };
}

function isNullLiteral(node: CheckedExpression): boolean {
  return node.kind === "literal" && node.value === null;
}

function incomparable(
  context: CheckContext,
  node: ComparisonNode,
  left: CheckedExpression,
  right: CheckedExpression,
): boolean {
  if (haveKindInCommon(left.type, right.type)) return false;
  const message = `${describeType(left.type)} never equals ${describeType(right.type)}`;
  context.report("incomparable", node.span, message, { help: "convert one side, or compare something else" });
  return true;
}

const orderedKinds: readonly Kind[] = ["number", "string"];

function wrongOperand(
  context: CheckContext,
  node: ComparisonNode,
  left: CheckedExpression,
  right: CheckedExpression,
): boolean {
  return node.sign === "in" ? wrongMembership(context, node, left, right) : unordered(context, node, left, right);
}

function unordered(
  context: CheckContext,
  node: ComparisonNode,
  left: CheckedExpression,
  right: CheckedExpression,
): boolean {
  const wrong = [left, right].filter((operand) => !canBe(operand.type, ...orderedKinds));
  for (const operand of wrong) {
    const message = `\`${node.sign}\` compares two numbers or two strings, not ${describeType(operand.type)}`;
    context.report("wrong-operand", operand.span, message);
  }
  if (wrong.length > 0) return true;
  if (orderedKinds.some((kind) => canBe(left.type, kind) && canBe(right.type, kind))) return false;
  const message = `\`${node.sign}\` cannot compare ${describeType(left.type)} with ${describeType(right.type)}`;
  context.report("incomparable", node.span, message, { help: "convert one side, or compare something else" });
  return true;
}

function wrongMembership(
  context: CheckContext,
  node: ComparisonNode,
  left: CheckedExpression,
  right: CheckedExpression,
): boolean {
  if (isNever(withoutNull(right.type))) return false;
  if (!canBe(right.type, "list", "object")) {
    const message = `\`in\` looks in a list or an object, not in ${describeType(right.type)}`;
    const help = canBe(right.type, "string") ? "to look in a string, write `text.contains(part)`" : undefined;
    context.report("wrong-operand", right.span, message, { help });
    return true;
  }
  if (mustBe(right.type, "object") && !canBe(left.type, "string")) {
    context.report("wrong-operand", left.span, `the keys of an object are strings, not ${describeType(left.type)}`);
    return true;
  }
  if (mustBe(right.type, "list") && !haveKindInCommon(left.type, elementsOf(right.type))) {
    const elements = describeType(elementsOf(right.type));
    const message = `${describeType(left.type)} is never in a list whose elements are ${elements}`;
    context.report("incomparable", node.span, message);
    return true;
  }
  return false;
}
