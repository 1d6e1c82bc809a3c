import { nameByKind } from "../vocabulary/types/kinds.ts";
import { EvaluationFailure } from "./failure.ts";
import type { Meter } from "./meter.ts";
import { foreignValue } from "./not-json.ts";
import { kindOf, lengthOf, readElement } from "./value.ts";

/** A function of the language at run time. Receiver and arguments are not null: the caller has seen to that. */
export type RuntimeFunction = (meter: Meter, receiver: unknown, ...operands: readonly unknown[]) => unknown;

/** The failure for an operand of the wrong kind: names the function, what it needs and the kind it got. */
export function wrongKind(name: string, needs: string, value: unknown): EvaluationFailure {
  const kind = kindOf(value);
  if (kind === "foreign") return foreignValue(value);
  return new EvaluationFailure("wrong-kind", `\`${name}\` needs ${needs} but got ${nameByKind[kind]}`);
}

/** The string that `name` needs, of an allowed length; else `wrong-kind`, or `evaluation-limit`. Costs nothing. */
export function requireString(name: string, value: unknown, meter: Meter): string {
  if (typeof value !== "string") throw wrongKind(name, "a string", value);
  meter.checkLength(value.length);
  return value;
}

/** The whole number that `name` needs, of any size; else `wrong-kind`. */
export function requireWholeNumber(name: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw wrongKind(name, "a whole number", value);
  if (!Number.isInteger(value)) {
    throw new EvaluationFailure("wrong-kind", `\`${name}\` needs a whole number but got a fraction`);
  }
  return value;
}

/** A list and its length, which is read only once. */
export interface ListOperand {
  readonly list: object;
  readonly length: number;
}

/** The list that `name` needs, of an allowed length; else `wrong-kind`, or `evaluation-limit`. Costs nothing. */
export function requireList(name: string, value: unknown, meter: Meter): ListOperand {
  if (typeof value !== "object" || value === null || kindOf(value) !== "list") throw wrongKind(name, "a list", value);
  const length = lengthOf(value);
  meter.checkLength(length);
  return { list: value, length };
}

/** The elements of the list that `name` needs, null for holes and `undefined`. Cost: one step an element. */
export function requireElements(name: string, value: unknown, meter: Meter): readonly unknown[] {
  const { list, length } = requireList(name, value, meter);
  meter.charge(length);
  return elementsBetween(list, 0, length);
}

/** The elements from `start` to before `end`, null for holes and `undefined`. Costs nothing. */
export function elementsBetween(list: object, start: number, end: number): readonly unknown[] {
  const elements: unknown[] = [];
  for (let index = start; index < end; index++) elements.push(readElement(list, index));
  return elements;
}
