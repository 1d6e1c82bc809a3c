import { chainOf, isLink } from "../check/checked-chain.ts";
import type { CheckedConversion, CheckedExpression, CheckedOperation } from "../check/checked-tree.ts";
import { type Compile, compileChain } from "./compile-chain.ts";
import { compileComparison } from "./compile-comparison.ts";
import { compileSum } from "./compile-sum.ts";
import { requireCondition } from "./condition.ts";
import { toBoolean, toInteger, toNumber, toText } from "./conversion.ts";
import { EvaluationFailure } from "./failure.ts";
import type { Program } from "./frame.ts";
import type { Meter } from "./meter.ts";
import { readPath } from "./read-path.ts";

/** Compiles a checked expression to closures. Recursion is bounded by the nesting of the text. */
export function compileExpression(node: CheckedExpression): Program {
  return compileNode(node, compileExpression);
}

/** Compiles what is evaluated in each round of a macro. Cost: one step for each of its nodes, whatever that is. */
function compileInMacro(node: CheckedExpression): Program {
  const program = compileNode(node, compileInMacro);
  const nodes = isLink(node) ? chainOf(node).links.length : 1;
  return (frame) => {
    frame.meter.charge(nodes);
    return program(frame);
  };
}

function compileNode(node: CheckedExpression, compile: Compile): Program {
  switch (node.kind) {
    case "literal":
      return () => node.value;
    case "path":
      return (frame) => {
        frame.span = node.span;
        return readPath(frame.data, node.access);
      };
    case "variable":
      return (frame) => frame.variables[node.slot];
    case "select":
    case "index":
    case "call":
    case "matches":
    case "macro":
      return compileChain(node, { compile, compileBody: compileInMacro });
    case "conversion":
      return compileConversion(node, compile);
    case "has": {
      const operand = compile(node.operand);
      return (frame) => operand(frame) !== null;
    }
    case "null-test": {
      const operand = compile(node.operand);
      return (frame) => (operand(frame) === null) !== node.negated;
    }
    case "required":
      return compileRequired(node, compile);
    case "not": {
      const operand = compile(node.operand);
      return (frame) => negate(requireCondition(frame, node, "!", operand(frame)));
    }
    case "coalesce":
      return compileCoalesce(node.operands.map(compile));
    case "or":
      return compileLogic(node, compile, { sign: "||", decides: true });
    case "and":
      return compileLogic(node, compile, { sign: "&&", decides: false });
    case "sum":
      return compileSum(node, node.operands.map(compile));
    case "comparison":
      return compileComparison(node, compile(node.left), compile(node.right));
    case "conditional":
      return compileConditional(node, compile);
    case "list":
      return compileList(node, node.elements.map(compile));
  }
}

type Node<K extends CheckedExpression["kind"]> = Extract<CheckedExpression, { kind: K }>;

const conversionByName: Readonly<Record<CheckedConversion["name"], (meter: Meter, value: unknown) => unknown>> = {
  string: toText,
  double: toNumber,
  int: toInteger,
  bool: toBoolean,
};

function compileConversion(node: CheckedConversion, compile: Compile): Program {
  const operand = compile(node.operand);
  const convert = conversionByName[node.name];
  return (frame) => {
    const value = operand(frame);
    frame.span = node.span;
    return value === null ? null : convert(frame.meter, value);
  };
}

function compileRequired(node: Node<"required">, compile: Compile): Program {
  const operand = compile(node.operand);
  const message = node.message ?? "a required value is missing";
  return (frame) => {
    const value = operand(frame);
    if (value !== null) return value;
    frame.span = node.span;
    throw new EvaluationFailure("required-missing", message);
  };
}

function negate(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

function compileCoalesce(operands: readonly Program[]): Program {
  return (frame) => {
    for (const operand of operands) {
      const value = operand(frame);
      if (value !== null) return value;
    }
    return null;
  };
}

/** `||` stops at the first true, `&&` at the first false; else one null makes null. */
function compileLogic(
  node: CheckedOperation,
  compile: Compile,
  { sign, decides }: { readonly sign: string; readonly decides: boolean },
): Program {
  const operands = node.operands.map(compile);
  return (frame) => {
    let result: boolean | null = !decides;
    for (const [index, operand] of operands.entries()) {
      const value = requireCondition(frame, node.operands[index] ?? node, sign, operand(frame));
      if (value === decides) return decides;
      if (value === null) result = null;
    }
    return result;
  };
}

function compileConditional(node: Node<"conditional">, compile: Compile): Program {
  const condition = compile(node.condition);
  const whenTrue = compile(node.whenTrue);
  const whenFalse = compile(node.whenFalse);
  return (frame) => {
    const value = requireCondition(frame, node.condition, "?", condition(frame));
    if (value === null) return null;
    return value ? whenTrue(frame) : whenFalse(frame);
  };
}

function compileList(node: CheckedExpression, elements: readonly Program[]): Program {
  return (frame) => {
    const values: unknown[] = [];
    for (const element of elements) {
      const value = element(frame);
      if (value !== null) values.push(value);
    }
    frame.span = node.span;
    frame.meter.charge(elements.length);
    return values;
  };
}
