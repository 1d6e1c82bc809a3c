import type { IToken } from "chevrotain";
import type { Span } from "../source/span.ts";

/** The place of the token. */
export function tokenSpan(token: IToken): Span {
  return { start: token.startOffset, end: token.startOffset + token.image.length };
}
