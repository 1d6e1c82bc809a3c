import { codePointsOf, isInsidePair, sliceCodePoints } from "../code-points.ts";
import type { Meter } from "./meter.ts";
import { type RuntimeFunction, requireString, requireWholeNumber } from "./operand.ts";
import { sizeOf } from "./size-function.ts";
import { allOccurrences, indexOfCodePoints } from "./substring-search.ts";

/*
 * In the costs below n is the length of the receiver, m that of the argument and r that of the result, all in UTF-16
 * code units. All fail with `wrong-kind` for an operand of the wrong kind and with `evaluation-limit` where an operand
 * or the result is longer than a value may be.
 */

/**
 * Whether the string occurs in the receiver, at a boundary between code points.
 * Cost: n + m.
 */
function contains(meter: Meter, receiver: unknown, operand: unknown): boolean {
  const text = requireString("contains", receiver, meter);
  const search = requireString("contains", operand, meter);
  meter.charge(text.length + search.length);
  return indexOfCodePoints(text, search) >= 0;
}

/**
 * Whether the receiver begins with the string, and that does not end inside a surrogate pair.
 * Cost: m.
 */
function startsWith(meter: Meter, receiver: unknown, operand: unknown): boolean {
  const text = requireString("startsWith", receiver, meter);
  const search = requireString("startsWith", operand, meter);
  meter.charge(search.length);
  return text.startsWith(search) && !isInsidePair(text, search.length);
}

/**
 * Whether the receiver ends with the string, and that does not begin inside a surrogate pair.
 * Cost: m.
 */
function endsWith(meter: Meter, receiver: unknown, operand: unknown): boolean {
  const text = requireString("endsWith", receiver, meter);
  const search = requireString("endsWith", operand, meter);
  meter.charge(search.length);
  return text.endsWith(search) && !isInsidePair(text, text.length - search.length);
}

/**
 * The receiver with `A` to `Z` in lower case, and no other character changed.
 * Cost: 2n.
 */
function lowerAscii(meter: Meter, receiver: unknown): string {
  const text = requireString("lowerAscii", receiver, meter);
  meter.charge(2 * text.length);
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * The receiver with `a` to `z` in upper case, and no other character changed.
 * Cost: 2n.
 */
function upperAscii(meter: Meter, receiver: unknown): string {
  const text = requireString("upperAscii", receiver, meter);
  meter.charge(2 * text.length);
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Unicode's property White_Space, which `String.prototype.trim` has not: it knows U+FEFF and not U+0085. */
const whiteSpace: ReadonlySet<string> = new Set(
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
);

/**
 * The receiver without the white space (Unicode's White_Space) at both ends.
 * Cost: n + r.
 */
function trim(meter: Meter, receiver: unknown): string {
  const text = requireString("trim", receiver, meter);
  meter.charge(text.length);
  let start = 0;
  let end = text.length;
  while (start < end && whiteSpace.has(text.charAt(start))) start++;
  while (end > start && whiteSpace.has(text.charAt(end - 1))) end--;
  meter.charge(end - start);
  return text.slice(start, end);
}

/**
 * The pieces between the separators: one more than there are. The empty separator gives the code points.
 * Cost: n + m, the code units of all pieces (at most n), and the number of pieces (at most n + 1).
 */
function split(meter: Meter, receiver: unknown, operand: unknown): readonly string[] {
  const text = requireString("split", receiver, meter);
  const separator = requireString("split", operand, meter);
  meter.charge(text.length + separator.length);
  if (separator === "") {
    const pieces = codePointsOf(text);
    meter.charge(text.length + pieces.length);
    return pieces;
  }
  const places = allOccurrences(text, separator);
  const count = places.length + 1;
  meter.checkLength(count);
  meter.charge(text.length - places.length * separator.length + count);
  const pieces: string[] = [];
  let start = 0;
  for (const place of places) {
    pieces.push(text.slice(start, place));
    start = place + separator.length;
  }
  pieces.push(text.slice(start));
  return pieces;
}

/**
 * The receiver with every occurrence of the first string, which is taken literally, replaced by the second. The empty
 * string occurs before each code point and at the end.
 * Cost: n, the code units of both arguments, and r.
 */
function replace(meter: Meter, receiver: unknown, operand: unknown, by: unknown): string {
  const text = requireString("replace", receiver, meter);
  const search = requireString("replace", operand, meter);
  const replacement = requireString("replace", by, meter);
  meter.charge(text.length + search.length + replacement.length);
  const places = allOccurrences(text, search);
  const length = text.length + places.length * (replacement.length - search.length);
  meter.checkLength(length);
  meter.charge(length);
  let result = "";
  let start = 0;
  for (const place of places) {
    result += text.slice(start, place) + replacement;
    start = place + search.length;
  }
  return result + text.slice(start);
}

/**
 * The code points from the first index to before the second, or to the end; clamped to the ends, and empty if the end
 * comes before the start.
 * Cost: n + r.
 */
function substring(meter: Meter, receiver: unknown, from: unknown, to?: unknown): string {
  const text = requireString("substring", receiver, meter);
  const start = requireWholeNumber("substring", from);
  const end = to === undefined ? text.length : requireWholeNumber("substring", to);
  meter.charge(text.length);
  const result = sliceCodePoints(text, start, end);
  meter.charge(result.length);
  return result;
}

/** The methods of strings by name, but for `matches`, whose pattern is compiled with the template. */
export const stringFunctions: ReadonlyMap<string, RuntimeFunction> = new Map<string, RuntimeFunction>([
  ["size", sizeOf],
  ["contains", contains],
  ["startsWith", startsWith],
  ["endsWith", endsWith],
  ["lowerAscii", lowerAscii],
  ["upperAscii", upperAscii],
  ["trim", trim],
  ["split", split],
  ["replace", replace],
  ["substring", substring],
]);
