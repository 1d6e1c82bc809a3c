import type { NumberAtom, Type } from "../type.ts";
import { never } from "./basic-types.ts";
import { numberTextBounds } from "./number-text.ts";

/** The most values of strings or of numbers that a type tells one by one; beyond, it tells their range. */
export const maxListedValues = 256;

/** The facts known about a number; all of it holds together. */
export interface NumberFacts {
  readonly least?: number;
  readonly greatest?: number;
  readonly integer?: boolean;
  /** The only values there are. */
  readonly values?: readonly number[];
}

/** The type of the finite doubles that fit all of the facts; `never` if there is none. */
export function numberType(facts: NumberFacts = {}): Type {
  const integer = facts.integer ?? false;
  let least = Math.max(facts.least ?? -Number.MAX_VALUE, -Number.MAX_VALUE);
  let greatest = Math.min(facts.greatest ?? Number.MAX_VALUE, Number.MAX_VALUE);
  if (integer) {
    least = Math.ceil(least);
    greatest = Math.floor(greatest);
  }
  const inRange = (value: number) => value >= least && value <= greatest && (!integer || Number.isInteger(value));
  if (facts.values !== undefined) return oneOf(facts.values.filter(inRange));
  if (least === greatest) return oneOf([least]);
  if (!(least < greatest)) return never;
  if (least === -Number.MAX_VALUE && greatest === Number.MAX_VALUE) return integer ? everyInteger : everyNumber;
  return rangeType(least, greatest, integer);
}

function rangeType(least: number, greatest: number, integer: boolean): Type {
  const bytes = numberTextBounds(least, greatest, integer);
  return {
    atoms: [{ kind: "number", least, greatest, integer, leastBytes: bytes.least, greatestBytes: bytes.greatest }],
  };
}

/** The types of most schemas, made once: large schemas have them thousands of times. */
const everyNumber = rangeType(-Number.MAX_VALUE, Number.MAX_VALUE, false);
const everyInteger = rangeType(-Number.MAX_VALUE, Number.MAX_VALUE, true);

function oneOf(listed: readonly number[]): Type {
  // Adding 0 makes 0 of -0: their texts are the same.
  const values = [...new Set(listed.map((value) => value + 0))];
  if (values.length === 0) return never;
  let least = Infinity;
  let greatest = -Infinity;
  let leastBytes = Infinity;
  let greatestBytes = 0;
  for (const value of values) {
    const bytes = String(value).length;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
    leastBytes = Math.min(leastBytes, bytes);
    greatestBytes = Math.max(greatestBytes, bytes);
  }
  const atom: NumberAtom = {
    kind: "number",
    least,
    greatest,
    integer: values.every(Number.isInteger),
    leastBytes,
    greatestBytes,
  };
  return { atoms: [values.length > maxListedValues ? atom : { ...atom, values }] };
}
