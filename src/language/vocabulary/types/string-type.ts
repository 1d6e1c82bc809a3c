import { stringBytes } from "../../json-bytes.ts";
import type { StringAtom, Type } from "../type.ts";
import { never } from "./basic-types.ts";
import { times } from "./byte-bounds.ts";
import { maxListedValues } from "./number-type.ts";

/** The most that JSON text needs for one code point: `\u0001`, and a lone surrogate. */
export const escapedBytesPerCodePoint = 6;
/** The same for text without control characters and lone surrogates. */
export const plainBytesPerCodePoint = 4;
/** The same for printable ASCII without `"` and `\`. */
export const idBytesPerCodePoint = 1;

/** The facts known about a string; all of it holds together. */
export interface StringFacts {
  /** The only values there are. */
  readonly values?: readonly string[];
  /** In code points. */
  readonly leastLength?: number;
  /** In code points. */
  readonly greatestLength?: number;
  /** The most bytes that one code point takes in JSON text; default 6. */
  readonly bytesPerCodePoint?: number;
  /** Of the JSON text, quotes included. */
  readonly greatestBytes?: number;
}

/** The type of the strings that fit all of the facts; `never` if there is none. */
export function stringType(facts: StringFacts = {}): Type {
  const leastLength = Math.max(facts.leastLength ?? 0, 0);
  const bound = facts.greatestBytes ?? Infinity;
  const greatestLength = Math.min(facts.greatestLength ?? Infinity, bound - 2);
  if (facts.values !== undefined) {
    return oneOf(facts.values, (length, bytes) => length >= leastLength && length <= greatestLength && bytes <= bound);
  }
  if (leastLength > greatestLength) return never;
  const bytesPerCodePoint = facts.bytesPerCodePoint ?? escapedBytesPerCodePoint;
  return {
    atoms: [
      {
        kind: "string",
        leastLength,
        greatestLength,
        leastBytes: leastLength + 2,
        greatestBytes: Math.min(times(greatestLength, bytesPerCodePoint) + 2, bound),
      },
    ],
  };
}

function oneOf(listed: readonly string[], fits: (length: number, bytes: number) => boolean): Type {
  const values: string[] = [];
  let leastLength = Infinity;
  let greatestLength = 0;
  let leastBytes = Infinity;
  let greatestBytes = 0;
  for (const value of new Set(listed)) {
    const length = codePointCount(value);
    const bytes = stringBytes(value);
    if (!fits(length, bytes)) continue;
    values.push(value);
    leastLength = Math.min(leastLength, length);
    greatestLength = Math.max(greatestLength, length);
    leastBytes = Math.min(leastBytes, bytes);
    greatestBytes = Math.max(greatestBytes, bytes);
  }
  if (values.length === 0) return never;
  const atom: StringAtom = { kind: "string", leastLength, greatestLength, leastBytes, greatestBytes };
  return { atoms: [values.length > maxListedValues ? atom : { ...atom, values }] };
}

/** The number of code points; a lone surrogate is one. */
export function codePointCount(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
