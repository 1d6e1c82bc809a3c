import type { IToken } from "chevrotain";
import type { Span } from "../source/span.ts";

/** Where the token stands. */
export function tokenSpan(token: IToken): Span {
  return { start: token.startOffset, end: token.startOffset + token.image.length };
}
