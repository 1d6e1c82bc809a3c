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
  return Buffer.of(value ? trueByte : falseByte);
}

/** The parts of several values, one after the other. */
export function keyOf(values: readonly IndexValue[]): Buffer {
  return Buffer.concat(values.map(keyPart));
}

/** The first byte of a part. The greatest byte, 0xFF, begins none: it ends a range of parts. */
const falseByte = 1;
const trueByte = 2;
const numberByte = 3;
const stringByte = 4;

/**
 * The byte that follows a zero byte in a string: its end, the hash of a long string, or that the string has a zero byte
 * here.
 */
const endByte = 1;
const hashByte = 2;
const zeroByte = 0xff;

const maxTextBytes = 120;

const signBit = 1n << 63n;
const allBits = (1n << 64n) - 1n;

function numberPart(value: number): Buffer {
  const part = Buffer.alloc(9, numberByte);
  part.writeDoubleBE(value, 1);
  // IEEE 754 doubles order as their bits do once the sign is set, and negative ones the other way round; −0 is 0.
  const bits = part.readBigUInt64BE(1);
  part.writeBigUInt64BE(value < 0 ? ~bits & allBits : bits | signBit, 1);
  return part;
}

function stringPart(text: string): Buffer {
  const bytes = bytesOf(text);
  const part: number[] = [stringByte];
  for (const byte of bytes.subarray(0, maxTextBytes)) {
    if (byte === 0) part.push(0, zeroByte);
    else part.push(byte);
  }
  if (bytes.length <= maxTextBytes) return Buffer.from([...part, 0, endByte]);
  return Buffer.from([...part, 0, hashByte, ...createHash("sha256").update(bytes).digest()]);
}

const loneSurrogate = /\p{Surrogate}/u;

/** UTF-8, where a lone surrogate is written as any other code point of three bytes (WTF-8), for UTF-8 has none for it. */
function bytesOf(text: string): Buffer {
  if (!loneSurrogate.test(text)) return Buffer.from(text);
  const parts = Array.from(text, (character) => {
    const unit = character.charCodeAt(0);
    if (!loneSurrogate.test(character)) return Buffer.from(character);
    return Buffer.of(0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f));
  });
  return Buffer.concat(parts);
}
