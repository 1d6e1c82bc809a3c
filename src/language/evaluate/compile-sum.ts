import type { CheckedOperation } from "../check/checked-tree.ts";
import type { Kind } from "../vocabulary/type.ts";
import { nameByKind } from "../vocabulary/types/kinds.ts";
import { EvaluationFailure } from "./failure.ts";
import type { Frame, Program } from "./frame.ts";
import { elementsBetween, requireList, requireString, wrongKind } from "./operand.ts";
import { kindOf } from "./value.ts";

/** Compiles `+`: all operands are evaluated; one null makes null, else they are all numbers, all strings or all lists. */
export function compileSum(node: CheckedOperation, operands: readonly Program[]): Program {
  return (frame) => {
    const values = operands.map((operand) => operand(frame));
    frame.span = node.span;
    if (values.includes(null)) return null;
    const [first] = values;
    switch (kindOf(first)) {
      case "number":
        return addNumbers(frame, values);
      case "string":
        return joinTexts(frame, values);
      case "list":
        return joinLists(frame, values);
      default:
        throw wrongKind("+", "numbers, strings or lists", first);
    }
  };
}

/** Cost: one step an operand. Fails with `not-finite` where the sum is. */
function addNumbers(frame: Frame, values: readonly unknown[]): number {
  frame.meter.charge(values.length);
  let sum = 0;
  for (const [index, value] of values.entries()) {
    if (typeof value !== "number" || !Number.isFinite(value)) throw mixed("number", value);
    // The first is taken as it is, so that -0 stays what it was.
    sum = index === 0 ? value : sum + value;
  }
  if (!Number.isFinite(sum)) throw new EvaluationFailure("not-finite", "the sum is not a finite number");
  return sum;
}

/** Cost: the code units of all operands, and those of the result, which are as many. */
function joinTexts(frame: Frame, values: readonly unknown[]): string {
  const texts: string[] = [];
  let length = 0;
  for (const value of values) {
    if (typeof value !== "string") throw mixed("string", value);
    const text = requireString("+", value, frame.meter);
    length += text.length;
    frame.meter.checkLength(length);
    frame.meter.charge(2 * text.length);
    texts.push(text);
  }
  return texts.join("");
}

/** Cost: the elements of all operands, and those of the result, which are as many. */
function joinLists(frame: Frame, values: readonly unknown[]): readonly unknown[] {
  const joined: unknown[] = [];
  for (const value of values) {
    if (kindOf(value) !== "list") throw mixed("list", value);
    const { list, length } = requireList("+", value, frame.meter);
    frame.meter.checkLength(joined.length + length);
    frame.meter.charge(2 * length);
    for (const element of elementsBetween(list, 0, length)) joined.push(element);
  }
  return joined;
}

/** The failure for operands of which the first is of one kind and another is not. */
function mixed(first: Kind, value: unknown): EvaluationFailure {
  const kind = kindOf(value);
  if (kind === "foreign") return wrongKind("+", nameByKind[first], value);
  const message = `\`+\` takes operands of one kind but got ${nameByKind[first]} and ${nameByKind[kind]}`;
  return new EvaluationFailure("wrong-kind", message);
}
