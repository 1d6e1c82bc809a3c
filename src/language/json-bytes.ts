import type { Json } from "./json.ts";

/** The UTF-8 bytes of `JSON.stringify(text)`, quotes included; a lone surrogate is written `\udXXX`, six bytes. */
export function stringBytes(text: string): number {
  let bytes = 2;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) bytes += asciiBytes(unit);
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else if (isPair(text, index)) {
      bytes += 4;
      index++;
    } else bytes += 6;
  }
  return bytes;
}

function asciiBytes(unit: number): number {
  if (unit === 0x22 || unit === 0x5c) return 2;
  if (unit >= 0x20) return 1;
  // \b \t \n \f \r have short escapes; 0x0b, between them, has none.
  return unit >= 0x08 && unit <= 0x0d && unit !== 0x0b ? 2 : 6;
}

function isPair(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
}

/** The UTF-8 bytes of `JSON.stringify(value)`, without making that text, for a value of any depth. */
export function jsonBytes(value: Json): number {
  let bytes = 0;
  const pending: Json[] = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === "string") bytes += stringBytes(next);
    else if (typeof next !== "object" || next === null) bytes += JSON.stringify(next).length;
    else if (Array.isArray(next)) {
      bytes += bracketBytes(next.length);
      for (const element of next) pending.push(element);
    } else {
      const entries = Object.entries(next);
      bytes += bracketBytes(entries.length);
      for (const [key, member] of entries) {
        bytes += stringBytes(key) + 1;
        pending.push(member);
      }
    }
  }
  return bytes;
}

/** The bytes of the two brackets of a list or an object, and of the commas between so many parts. */
export function bracketBytes(parts: number): number {
  return parts === 0 ? 2 : parts + 1;
}
