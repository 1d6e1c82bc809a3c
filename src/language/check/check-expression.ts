import type { ExpressionNode } from "../syntax/syntax-tree.ts";
import type { Type } from "../vocabulary/type.ts";
import {
  asBoolean,
  booleanType,
  byteBounds,
  listType,
  literalType,
  mayBeNull,
  nullType,
  union,
  withoutNull,
} from "../vocabulary/types/index.ts";
import { checkCall } from "./check-call.ts";
import { checkChain } from "./check-chain.ts";
import { checkComparison } from "./check-comparison.ts";
import type { CheckContext } from "./check-context.ts";
import { checkOperation } from "./check-operation.ts";
import type { CheckedExpression } from "./checked-tree.ts";
import { canBe, describeType } from "./describe-type.ts";
import { nullableIf } from "./nullable-if.ts";

/**
 * Types an expression and resolves its names. What is wrong with it is reported; then there is no checked expression,
 * and whatever it stands in is not judged by it. Recursion is bounded by the nesting of the text.
 */
export function checkExpression(context: CheckContext, node: ExpressionNode): CheckedExpression | undefined {
  switch (node.kind) {
    case "number":
    case "string":
    case "boolean":
      return { kind: "literal", value: node.value, type: literalType(node.value), span: node.span };
    case "null":
      return { kind: "literal", value: null, type: nullType, span: node.span };
    case "name":
      return checkChain(context, { kind: "chain", head: node, links: [], span: node.span });
    case "chain":
      return checkChain(context, node);
    case "call":
      return checkCall(context, node);
    case "not":
      return checkNot(context, node);
    case "operation":
      return checkOperation(context, node);
    case "comparison":
      return checkComparison(context, node);
    case "conditional":
      return checkConditional(context, node);
    case "list":
      return checkList(context, node);
    case "invalid":
      return undefined;
  }
}

function checkNot(
  context: CheckContext,
  node: Extract<ExpressionNode, { kind: "not" }>,
): CheckedExpression | undefined {
  const operand = context.expression(node.operand);
  if (operand === undefined) return undefined;
  if (!canBe(operand.type, "boolean")) {
    const message = `\`!\` takes a boolean, not ${describeType(operand.type)}`;
    return context.report("wrong-operand", node.operand.span, message, { help: absenceHelp(operand) });
  }
  const values = asBoolean(operand.type).atom?.values ?? [];
  const type = nullableIf(booleanType(values.map((value) => !value)), operand.type);
  return { kind: "not", operand, type, span: node.span };
}

function absenceHelp(operand: CheckedExpression): string | undefined {
  return operand.kind === "path" ? "to ask whether it is missing, write `!has(…)` or `… == null`" : undefined;
}

function checkConditional(
  context: CheckContext,
  node: Extract<ExpressionNode, { kind: "conditional" }>,
): CheckedExpression | undefined {
  const condition = context.expression(node.condition);
  const whenTrue = context.expression(node.whenTrue);
  const whenFalse = context.expression(node.whenFalse);
  if (condition !== undefined && !canBe(condition.type, "boolean")) {
    const message = `the condition is ${describeType(condition.type)}, not a boolean`;
    const help = "compare it, or ask `has(…)`: nothing but a boolean counts as true or false";
    return context.report("wrong-condition", node.condition.span, message, { help });
  }
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined) return undefined;
  const type = nullableIf(union(whenTrue.type, whenFalse.type), condition.type);
  return { kind: "conditional", condition, whenTrue, whenFalse, type, span: node.span };
}

/** Longer list literals are typed by what all elements have in common, not one by one. */
const maxTupleElements = 32;

function checkList(
  context: CheckContext,
  node: Extract<ExpressionNode, { kind: "list" }>,
): CheckedExpression | undefined {
  const elements = context.expressions(node.elements);
  if (elements === undefined) return undefined;
  return { kind: "list", elements, type: typeOfList(elements), span: node.span };
}

function typeOfList(elements: readonly CheckedExpression[]): Type {
  const certain = elements.filter(({ type }) => !mayBeNull(type)).length;
  const types = elements.map(({ type }) => withoutNull(type));
  if (certain === elements.length && elements.length <= maxTupleElements) {
    return listType({ prefix: types, items: { atoms: [] }, leastItems: types.length, greatestItems: types.length });
  }
  const bytes = types.reduce((sum, type) => sum + byteBounds(type).greatest + 1, 1);
  return listType({
    items: union(...types),
    leastItems: certain,
    greatestItems: elements.length,
    greatestBytes: Math.max(bytes, "[]".length),
  });
}
