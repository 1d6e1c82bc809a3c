import { conversionType } from "../check/check-call.ts";
import { countOf } from "../check/check-macro.ts";
import { narrowed } from "../check/check-method.ts";
import { chainOf, childrenOf } from "../check/checked-chain.ts";
import type {
  CheckedCall,
  CheckedComparison,
  CheckedConversion,
  CheckedExpression,
  CheckedMacro,
} from "../check/checked-tree.ts";
import { greatestCount, unitsOf } from "../vocabulary/functions/measures.ts";
import type { Type } from "../vocabulary/type.ts";
import { asList, asObject, asString, byteBounds, times } from "../vocabulary/types/index.ts";

/** The most steps that an expression takes, as its evaluation charges them; `Infinity` where nothing bounds it. */
export function stepsAt(node: CheckedExpression): number {
  const { head, links } = chainOf(node);
  let steps = ownSteps(head);
  for (const child of childrenOf(head)) steps += stepsAt(child);
  for (const link of links) {
    if (link.kind === "macro") steps += macroSteps(link);
    else {
      steps += ownSteps(link);
      for (const child of childrenOf(link).slice(1)) steps += stepsAt(child);
    }
  }
  return steps;
}

function macroSteps(node: CheckedMacro): number {
  const rounds = countOf(node.receiver.type);
  return 2 * rounds + times(rounds, 1 + stepsAt(node.body) + nodesOf(node.body));
}

/** The nodes of what a round evaluates at most, without those of macros in it, which count them by their own rounds. */
function nodesOf(node: CheckedExpression): number {
  const { head, links } = chainOf(node);
  const ofLink = (link: CheckedExpression) => (link.kind === "macro" ? [] : childrenOf(link).slice(1));
  const inside = [...childrenOf(head), ...links.flatMap(ofLink)];
  return inside.reduce((sum, child) => sum + nodesOf(child), 1 + links.length);
}

/** The most steps that putting a tag's value into a text takes. */
export function stepsInText(tag: CheckedExpression): number {
  return 2 * unitsOf(conversionType("string", tag.type));
}

function ownSteps(node: CheckedExpression): number {
  switch (node.kind) {
    case "call":
      return callSteps(node);
    case "matches":
      return times(node.pattern.size, unitsOf(node.receiver.type) + 1);
    case "conversion":
      return conversionSteps(node);
    case "sum":
      return node.operands.reduce((sum, { type }) => sum + 1 + 2 * unitsOf(type) + 2 * greatestCountOf(type), 0);
    case "comparison":
      return comparisonSteps(node);
    case "list":
      return node.elements.length;
    default:
      return 0;
  }
}

function greatestCountOf(type: Type): number {
  const { atom } = asList(type);
  return atom === undefined ? 0 : greatestCount(atom);
}

function callSteps(node: CheckedCall): number {
  const args = node.arguments.map(({ type }, index) => narrowed(type, node.definitions[0]?.parameters[index]));
  let most = 0;
  for (const definition of node.definitions) {
    switch (definition.receiver) {
      case "string": {
        const { atom } = asString(node.receiver.type);
        if (atom) most = Math.max(most, definition.steps(atom, args));
        break;
      }
      case "list": {
        const { atom } = asList(node.receiver.type);
        if (atom) most = Math.max(most, definition.steps(atom, args));
        break;
      }
      case "object": {
        const { atom } = asObject(node.receiver.type);
        if (atom) most = Math.max(most, definition.steps(atom, args));
        break;
      }
    }
  }
  return most;
}

function conversionSteps(node: CheckedConversion): number {
  if (node.name === "bool") return 0;
  return unitsOf(node.name === "string" ? conversionType("string", node.operand.type) : node.operand.type);
}

function comparisonSteps({ sign, left, right }: CheckedComparison): number {
  const weight = (type: Type): number => byteBounds(type).greatest;
  switch (sign) {
    case "==":
    case "!=":
      return weight(left.type) + weight(right.type) + 2;
    case "in":
      return times(greatestCountOf(right.type), weight(left.type) + 2) + weight(right.type) + unitsOf(left.type);
    default:
      return Math.min(unitsOf(left.type), unitsOf(right.type)) + 1;
  }
}
