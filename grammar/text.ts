import { fieldAt, isLineEnd } from "./characters.ts";
import { endOfLine, openerAt, tagAt, trimmedEnd } from "./delimiters.ts";
import type { Problem } from "./problem.ts";
import { jsonCharacter } from "./strings.ts";

/** A JSON string that begins at an offset: whole, with tags in it, or never closed. */
export type TextExtent =
  | { readonly kind: "plain"; readonly end: number; readonly value: string; readonly problems: readonly Problem[] }
  | { readonly kind: "tagged"; readonly end: number }
  | { readonly kind: "broken"; readonly end: number; readonly problem: Problem };

/** The characters of a text up to the next tag, quote or line end. */
export interface Chunk {
  readonly value: string;
  readonly next: number;
  readonly problems: readonly Problem[];
}

/** The characters of a text from `offset` on: they end at a tag, at the closing quote, or with the line. */
export function chunkAt(text: string, offset: number): Chunk {
  const problems: Problem[] = [];
  let value = "";
  let position = offset;
  while (position < text.length) {
    const unit = text.charCodeAt(position);
    if (unit === 0x22 || isLineEnd(unit) || openerAt(text, position) !== undefined) break;
    const character = jsonCharacter(text, position);
    if (character.problem) problems.push(character.problem);
    value += character.value;
    position = character.next;
  }
  return { value, next: position, problems };
}

/** The JSON string that opens at `offset`, where a `"` stands. */
export function textAt(text: string, offset: number): TextExtent {
  let chunk = chunkAt(text, offset + 1);
  if (closesHere(text, chunk.next)) {
    return { kind: "plain", end: chunk.next + 1, value: chunk.value, problems: chunk.problems };
  }
  let brokenTagEnd: number | undefined;
  for (;;) {
    const delimiter = openerAt(text, chunk.next);
    if (delimiter === undefined) break;
    const tag = tagAt(text, chunk.next, delimiter, "in-text");
    if (tag.kind === "broken") brokenTagEnd = tag.end;
    chunk = chunkAt(text, tag.end);
    if (closesHere(text, chunk.next)) return { kind: "tagged", end: chunk.next + 1 };
  }
  const lineEnd = endOfLine(text, offset, text.length);
  const closing = chunk.next === lineEnd ? closingQuoteBelow(text, lineEnd) : undefined;
  if (closing !== undefined) {
    const lineBreak = text.startsWith("\r\n", lineEnd) ? 2 : 1;
    // Inside a tag it is mere white space.
    const meant = brokenTagEnd === lineEnd ? " " : "\\n";
    const repair = [{ start: lineEnd, end: lineEnd + lineBreak, text: meant }];
    const problem: Problem = { code: "control-character", start: lineEnd, end: lineEnd + lineBreak, repair };
    return { kind: "broken", end: closing + 1, problem };
  }
  const end = trimmedEnd(text, offset + 1, lineEnd);
  return { kind: "broken", end, problem: { code: "unclosed-string", start: offset, end } };
}

/** Whether the string closes at `offset`. Right behind a closing quote no word begins: it was meant to open a string. */
function closesHere(text: string, offset: number): boolean {
  return text.charAt(offset) === '"' && fieldAt(text, offset + 1) === undefined;
}

/** How many code units below a line the quote that closes its string is looked for. */
const maxClosingCodeUnits = 1000;

/** The quote that closes a string on a later line: the first line below with quotes in it has an odd number of them. */
function closingQuoteBelow(text: string, lineEnd: number): number | undefined {
  let first: number | undefined;
  let quotes = 0;
  const bound = Math.min(text.length, lineEnd + maxClosingCodeUnits);
  for (let position = lineEnd; position < bound; position += 1) {
    const unit = text.charCodeAt(position);
    if (unit === 0x5c && !isLineEnd(text.charCodeAt(position + 1))) position += 1;
    else if (unit === 0x22) {
      first ??= position;
      quotes += 1;
    } else if (first !== undefined && isLineEnd(unit)) break;
  }
  return quotes % 2 === 1 ? first : undefined;
}
