import { maxValueLength } from "../limits.ts";
import type { ListAtom, NumberAtom, StringAtom, Type } from "../type.ts";
import { asNumber, asString, numberType } from "../types/index.ts";

/** The most code units that a string of an evaluation can have: a longer one ends it. */
export function greatestUnits(atom: StringAtom): number {
  return Math.min(maxValueLength, atom.greatestBytes - 2, 2 * atom.greatestLength);
}

/** The most code units that the strings of a type can have. */
export function unitsOf(type: Type | undefined): number {
  const atom = type && asString(type).atom;
  return atom === undefined ? 0 : greatestUnits(atom);
}

/** The most elements that a list of an evaluation can have: a longer one ends it. */
export function greatestCount(atom: ListAtom): number {
  return Math.min(maxValueLength, atom.greatestItems);
}

/**
 * The most nodes, and code units of strings and keys, that a value can have: no more than its JSON text has bytes,
 * because each of them takes one at least.
 */
export function weightOf(atom: { readonly greatestBytes: number }): number {
  return atom.greatestBytes;
}

/** The type of a count between two bounds. */
export function countType(least: number, greatest: number): Type {
  return numberType({
    least: Math.min(least, maxValueLength),
    greatest: Math.min(greatest, maxValueLength),
    integer: true,
  });
}

/** The numbers of a type. */
function numbersOf(type: Type | undefined): NumberAtom | undefined {
  return type && asNumber(type).atom;
}

/** The most that lies between two positions that are clamped to `length`; the second may be left out. */
export function greatestBetween(from: Type | undefined, to: Type | undefined, length: number): number {
  const start = Math.max(numbersOf(from)?.least ?? 0, 0);
  const end = Math.min(numbersOf(to)?.greatest ?? length, length);
  return Math.max(end - start, 0);
}

/** The comparisons of a sort of so many elements: about so many times the logarithm to the base 2; never fewer than of fewer elements. */
export function sortComparisons(count: number): number {
  return count * Math.ceil(Math.log2(Math.max(count, 1)));
}
