import type { ByteBounds } from "./byte-bounds.ts";

/** From here on Number::toString writes an exponent, and below `smallestPlain` too (ECMA-262 §6.1.6.1.20). */
const firstWithExponent = 1e21;
const smallestPlain = 1e-6;

/** Seventeen significant digits and a point, `e`, its sign, and two or three digits of exponent. */
const longestWithShortExponent = 22;
const longestWithLongExponent = 23;

/**
 * Bounds of the length of the texts of the finite doubles in [`least`, `greatest`], as ECMAScript writes them.
 * Exact for whole numbers up to 1e21 and for ranges that hold all numbers; sound for every other range.
 * For whole numbers both ends must be whole.
 */
export function numberTextBounds(least: number, greatest: number, integer: boolean): ByteBounds {
  const parts: ByteBounds[] = [];
  if (greatest >= 0) parts.push(magnitudeBounds(Math.max(least, 0), greatest, integer));
  if (least < 0) {
    const smallest = integer ? 1 : Number.MIN_VALUE;
    const { least: shortest, greatest: longest } = magnitudeBounds(Math.max(-greatest, smallest), -least, integer);
    parts.push({ least: shortest + 1, greatest: longest + 1 });
  }
  return {
    least: Math.min(...parts.map((part) => part.least)),
    greatest: Math.max(...parts.map((part) => part.greatest)),
  };
}

function magnitudeBounds(from: number, to: number, integer: boolean): ByteBounds {
  return { least: shortestText(from, to), greatest: integer ? longestInteger(from, to) : longestText(from, to) };
}

function longestInteger(from: number, to: number): number {
  if (to < firstWithExponent) return String(to).length;
  const plain = from < firstWithExponent ? 21 : 5;
  return to === firstWithExponent ? plain : to < 1e100 ? longestWithShortExponent : longestWithLongExponent;
}

function longestText(from: number, to: number): number {
  let longest = 1;
  if (from < smallestPlain) longest = from < 1e-99 ? longestWithLongExponent : longestWithShortExponent;
  if (to >= firstWithExponent)
    longest = Math.max(longest, to < 1e100 ? longestWithShortExponent : longestWithLongExponent);
  for (let exponent = -6; exponent < 21; exponent += 1) {
    const first = Math.max(from, powerOfTen(exponent));
    const last = Math.min(to, powerOfTen(exponent + 1));
    if (first <= last) longest = Math.max(longest, longestInDecade(first, last, exponent));
  }
  return longest;
}

/** `first` and `last` lie in [10^exponent, 10^(exponent + 1)]. */
function longestInDecade(first: number, last: number, exponent: number): number {
  const binary = binaryExponent(first);
  // Doubles that lie closer than numbers of sixteen digits do need a seventeenth, others do not …
  const digits = 2 ** (binary - 52) < powerOfTen(exponent - 15) ? 17 : 16;
  let longest = exponent < 0 ? digits + 1 - exponent : digits > exponent + 1 ? digits + 1 : exponent + 1;
  // … save for powers of two, whose neighbour below is half as far away.
  for (let power = 2 ** (binary + 1); power <= last; power *= 2) longest = Math.max(longest, String(power).length);
  return longest;
}

function shortestText(from: number, to: number): number {
  const whole = Math.ceil(from);
  if (whole <= to) {
    const plain = whole < firstWithExponent ? String(whole).length : Infinity;
    return to < firstWithExponent ? plain : Math.min(plain, "1e+21".length);
  }
  if (to >= 1) return String(Math.floor(from)).length + ".5".length;
  let zeros = 0;
  while (to < powerOfTen(-1 - zeros) && zeros < 5) zeros += 1;
  const plain = "0.".length + zeros + 1;
  return from < smallestPlain ? Math.min(plain, "1e-7".length) : plain;
}

function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}

function binaryExponent(value: number): number {
  const rounded = Math.floor(Math.log2(value));
  return 2 ** rounded > value ? rounded - 1 : rounded;
}
