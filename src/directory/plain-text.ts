import { codePointLength } from "../language/code-points.ts";

/** The characters that take more than four bytes a code point in JSON text. */
const controlOrLoneSurrogate = /[\p{Cc}\p{Cs}]/u;

/** Tells whether it is text of at most so many code points, without control characters and lone surrogates. */
export function isPlainText(text: string, maxCodePoints: number): boolean {
  return codePointLength(text) <= maxCodePoints && !controlOrLoneSurrogate.test(text);
}
