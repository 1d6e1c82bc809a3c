import { codePointLength } from "../language/code-points.ts";

/** What takes more than four bytes a code point in JSON text. */
const CONTROL_OR_LONE_SURROGATE = /[\p{Cc}\p{Cs}]/u;

/** Whether it is text of at most so many code points, without control characters and lone surrogates. */
export function isPlainText(text: string, maxCodePoints: number): boolean {
  return codePointLength(text) <= maxCodePoints && !CONTROL_OR_LONE_SURROGATE.test(text);
}
