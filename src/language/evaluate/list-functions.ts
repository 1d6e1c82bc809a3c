import { compareCodePoints } from "../code-points.ts";
import { sortComparisons } from "../vocabulary/functions/measures.ts";
import { canonicalText } from "./equality.ts";
import { EvaluationFailure } from "./failure.ts";
import type { Meter } from "./meter.ts";
import {
  elementsBetween,
  type RuntimeFunction,
  requireElements,
  requireList,
  requireString,
  requireWholeNumber,
  wrongKind,
} from "./operand.ts";
import { sizeOf } from "./size-function.ts";
import { kindOf, readElement } from "./value.ts";

/*
 * In the costs below n is the number of the receiver's elements and r that of the result's. All fail with `wrong-kind`
 * for an operand of the wrong kind and with `evaluation-limit` where an operand or the result is longer than a value
 * may be. Results are new lists.
 */

/**
 * The elements without those that are deeply equal to an earlier one.
 * Cost: n, the weight of every element (as `equals` has it), and r.
 */
function distinct(meter: Meter, receiver: unknown): readonly unknown[] {
  const elements = requireElements("distinct", receiver, meter);
  const seen = new Set<string>();
  const result = elements.filter((element) => {
    const text = canonicalText(element, meter);
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
  meter.charge(result.length);
  return result;
}

/**
 * The numbers ascending, or the strings by code point; equal ones keep their order, nulls are dropped.
 * Cost: n, the code units of all strings, r, and the comparisons of r elements (r times their logarithm).
 */
function sort(meter: Meter, receiver: unknown): readonly unknown[] {
  const numbers: number[] = [];
  const strings: string[] = [];
  for (const element of requireElements("sort", receiver, meter)) {
    const kind = kindOf(element);
    if (kind === "null") continue;
    if (typeof element === "string") strings.push(requireString("sort", element, meter));
    else if (typeof element === "number" && kind === "number") numbers.push(element);
    else throw wrongKind("sort", "numbers or strings in the list", element);
  }
  if (numbers.length > 0 && strings.length > 0) {
    throw new EvaluationFailure("wrong-kind", "`sort` needs numbers or strings in the list but got both");
  }
  for (const text of strings) meter.charge(text.length);
  const count = numbers.length + strings.length;
  meter.charge(count + sortComparisons(count));
  return strings.length > 0 ? strings.sort(compareCodePoints) : numbers.sort((left, right) => left - right);
}

/**
 * The elements from last to first, nulls too.
 * Cost: 2n.
 */
function reverse(meter: Meter, receiver: unknown): readonly unknown[] {
  const elements = requireElements("reverse", receiver, meter);
  meter.charge(elements.length);
  return elements.toReversed();
}

/**
 * The elements, with those of an element that is a list in its place; one level only.
 * Cost: n, the number of all elements of those lists (at most r), and r.
 */
function flatten(meter: Meter, receiver: unknown): readonly unknown[] {
  const elements = requireElements("flatten", receiver, meter);
  const result: unknown[] = [];
  for (const element of elements) {
    const isList = kindOf(element) === "list";
    const { list, length } = isList ? requireList("flatten", element, meter) : { list: [element], length: 1 };
    meter.checkLength(result.length + length);
    meter.charge(isList ? 2 * length : 1);
    for (let index = 0; index < length; index++) result.push(readElement(list, index));
  }
  return result;
}

/**
 * The elements from the first index to before the second; clamped to the ends, and empty if the end comes before the
 * start.
 * Cost: 2r.
 */
function slice(meter: Meter, receiver: unknown, from: unknown, to: unknown): readonly unknown[] {
  const { list, length } = requireList("slice", receiver, meter);
  const start = Math.max(requireWholeNumber("slice", from), 0);
  const end = Math.min(requireWholeNumber("slice", to), length);
  meter.charge(2 * Math.max(end - start, 0));
  return elementsBetween(list, start, end);
}

/**
 * The first element, or null if there is none.
 * Cost: 1.
 */
function first(meter: Meter, receiver: unknown): unknown {
  const { list } = requireList("first", receiver, meter);
  meter.charge(1);
  return readElement(list, 0);
}

/**
 * The last element, or null if there is none.
 * Cost: 1.
 */
function last(meter: Meter, receiver: unknown): unknown {
  const { list, length } = requireList("last", receiver, meter);
  meter.charge(1);
  return readElement(list, length - 1);
}

/**
 * The strings one after the other with the separator between them; nulls are skipped.
 * Cost: n, the code units of all strings, those of the separator, and those of the result.
 */
function join(meter: Meter, receiver: unknown, operand: unknown): string {
  const elements = requireElements("join", receiver, meter);
  const separator = requireString("join", operand, meter);
  meter.charge(separator.length);
  const texts: string[] = [];
  let length = 0;
  for (const element of elements) {
    if (element === null) continue;
    if (typeof element !== "string") throw wrongKind("join", "strings in the list", element);
    if (texts.length > 0) length += separator.length;
    length += element.length;
    meter.checkLength(length);
    meter.charge(element.length);
    texts.push(element);
  }
  meter.charge(length);
  return texts.join(separator);
}

/** The methods of lists by name, but for the macros. `size` is also that of objects. */
export const listFunctions: ReadonlyMap<string, RuntimeFunction> = new Map<string, RuntimeFunction>([
  ["size", sizeOf],
  ["distinct", distinct],
  ["sort", sort],
  ["reverse", reverse],
  ["flatten", flatten],
  ["slice", slice],
  ["first", first],
  ["last", last],
  ["join", join],
]);
