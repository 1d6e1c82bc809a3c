import { EvaluationFailure } from "./failure.ts";
import type { Meter } from "./meter.ts";
import { requireString, wrongKind } from "./operand.ts";

/** RFC 8259 §6. */
const numberPattern = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/**
 * `string(x)`, and what a tag inside a text gives: a string as it is, a number as ECMAScript writes it (-0 as `0`),
 * `true` or `false`. Fails with `wrong-kind` for anything else. Cost: the code units of the result.
 */
export function toText(meter: Meter, value: unknown): string {
  const text = textOf(value);
  meter.checkLength(text.length);
  meter.charge(text.length);
  return text;
}

/**
 * `double(x)`: a number as it is, a string that is JSON number text as the nearest double. Fails with
 * `not-convertible` for other text, `not-finite` where the number is too large, `wrong-kind` for anything else.
 * Cost: the code units of a string, 0 for a number.
 */
export function toNumber(meter: Meter, value: unknown): number {
  const number = numberOf("double", meter, value);
  if (!Number.isFinite(number)) {
    throw new EvaluationFailure("not-finite", "`double` got the text of a number that is too large");
  }
  return number;
}

/**
 * `int(x)`: the same, truncated toward zero. Fails with `not-convertible` for other text and where the result is
 * beyond the safe integers (2^53 - 1), `wrong-kind` for anything else. Cost: as `toNumber`.
 */
export function toInteger(meter: Meter, value: unknown): number {
  // Adding 0 turns the -0 that a small negative number truncates to into 0.
  const integer = Math.trunc(numberOf("int", meter, value)) + 0;
  if (!Number.isSafeInteger(integer)) {
    throw new EvaluationFailure("not-convertible", "`int` got a number beyond the safe integers");
  }
  return integer;
}

/**
 * `bool(x)`: a boolean as it is, and of the strings `true` and `false`. Fails with `not-convertible` for other text,
 * `wrong-kind` for anything else. Costs nothing.
 */
export function toBoolean(meter: Meter, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") throw wrongKind("bool", "a boolean or a string", value);
  const text = requireString("bool", value, meter);
  if (text !== "true" && text !== "false") {
    throw new EvaluationFailure("not-convertible", "`bool` got a string that is neither `true` nor `false`");
  }
  return text === "true";
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return String(value);
  throw wrongKind("string", "a string, a number or a boolean", value);
}

/** The number, which may not be finite if it was text. */
function numberOf(name: string, meter: Meter, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (typeof value !== "string") throw wrongKind(name, "a number or a string", value);
  const text = requireString(name, value, meter);
  meter.charge(text.length);
  if (!numberPattern.test(text)) {
    throw new EvaluationFailure("not-convertible", `\`${name}\` got a string that is not a JSON number`);
  }
  return Number(text);
}
