import { createHash } from "node:crypto";
import type { IndexValue } from "./declaration.ts";

/**
 * A value as bytes whose order is that of the values: booleans before numbers before strings, `false` before `true`,
 * strings by code point, a lone surrogate by its own value. Different values have different bytes, and those of no value
 * begin with those of another, so that parts can be put one after the other. At most 275 bytes: of a string beyond 120
 * bytes of UTF-8, the SHA-256 stands for what it holds in full, behind its first 120 bytes.
 */
export function keyPart(value: IndexValue): Buffer {
  if (typeof value === "string") return stringPart(value);
  if (typeof value === "number") return numberPart(value);
  return Buffer.of(value ? TRUE : FALSE);
}

/** The parts of several values, one after the other. */
export function keyOf(values: readonly IndexValue[]): Buffer {
  return Buffer.concat(values.map(keyPart));
}

/** The first byte of a part. The greatest byte, 0xFF, begins none: it ends a range of parts. */
const FALSE = 1;
const TRUE = 2;
const NUMBER = 3;
const STRING = 4;

/** What follows a zero byte in a string: its end, the hash of a long string, or that the string has a zero byte here. */
const END = 1;
const HASH = 2;
const ZERO = 0xff;

const LONGEST = 120;

const SIGN_BIT = 1n << 63n;
const ALL_BITS = (1n << 64n) - 1n;

function numberPart(value: number): Buffer {
  const part = Buffer.alloc(9, NUMBER);
  part.writeDoubleBE(value, 1);
  // IEEE 754 doubles order as their bits do once the sign is set, and negative ones the other way round; −0 is 0.
  const bits = part.readBigUInt64BE(1);
  part.writeBigUInt64BE(value < 0 ? ~bits & ALL_BITS : bits | SIGN_BIT, 1);
  return part;
}

function stringPart(text: string): Buffer {
  const bytes = bytesOf(text);
  const part: number[] = [STRING];
  for (const byte of bytes.subarray(0, LONGEST)) {
    if (byte === 0) part.push(0, ZERO);
    else part.push(byte);
  }
  if (bytes.length <= LONGEST) return Buffer.from([...part, 0, END]);
  return Buffer.from([...part, 0, HASH, ...createHash("sha256").update(bytes).digest()]);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** UTF-8, where a lone surrogate is written as any other code point of three bytes (WTF-8), for UTF-8 has none for it. */
function bytesOf(text: string): Buffer {
  if (!LONE_SURROGATE.test(text)) return Buffer.from(text);
  const parts = Array.from(text, (character) => {
    const unit = character.charCodeAt(0);
    if (!LONE_SURROGATE.test(character)) return Buffer.from(character);
    return Buffer.of(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  });
  return Buffer.concat(parts);
}
