import { isLineEnd } from "./characters.ts";
import type { Problem, Replacement } from "./problem.ts";
import { expressionCharacter, expressionString, isQuote, jsonCharacter, type Spelling } from "./strings.ts";

/** The two ways to write a tag. */
export type Delimiter = "braces" | "angles";

const openerByDelimiter: Readonly<Record<Delimiter, string>> = { braces: "{{", angles: "<<" };
const closerByDelimiter: Readonly<Record<Delimiter, string>> = { braces: "}}", angles: ">>" };
const otherDelimiter: Readonly<Record<Delimiter, Delimiter>> = { braces: "angles", angles: "braces" };
/** What may stand before a quote that opens a string, so that the quote does not end the text around it. */
const beforeOperand = /[([,=<>!+?:&|]$/;

// No tag goes on behind an opener, and so no comment in it.
const lineCommentEnd = /\n|\}\}|>>|\{\{|<</g;
const blockCommentEnd = /\n|\}\}|>>|\{\{|<<|\*\//g;

/** A tag that was found in the text: well delimited, or broken in one way. `end` is behind it. */
export type TagExtent =
  | { readonly kind: "tag"; readonly delimiter: Delimiter; readonly end: number }
  | { readonly kind: "broken"; readonly end: number; readonly problem: Problem };

/** The delimiter that opens a tag at `offset`. */
export function openerAt(text: string, offset: number): Delimiter | undefined {
  if (text.startsWith("{{", offset)) return "braces";
  return text.startsWith("<<", offset) ? "angles" : undefined;
}

/** Tells whether the delimiter closes a tag at `offset`. */
export function closesAt(text: string, offset: number, delimiter: Delimiter): boolean {
  return text.startsWith(closerByDelimiter[delimiter], offset);
}

/**
 * The tag that opens at `offset`, which must be an opening delimiter. It closes at the first delimiter of its own kind
 * outside a string literal. Where none comes before the next opener, the end of the text around it or the end of the
 * input, the tag is broken, and its extent is chosen so that what follows can still be read.
 */
export function tagAt(text: string, offset: number, delimiter: Delimiter, spelling: Spelling): TagExtent {
  if (text.startsWith(openerByDelimiter[delimiter], offset + 1))
    return tripleDelimiter(text, offset, delimiter, spelling);
  const start = offset + 2;
  const scan = scanToClose(text, start, delimiter, spelling);
  if (scan.closed !== undefined) {
    const end = scan.closed + 2;
    if (/\S/.test(text.slice(start, scan.closed))) return { kind: "tag", delimiter, end };
    return { kind: "broken", end, problem: { code: "empty-tag", start: offset, end } };
  }
  if (scan.unclosedString !== undefined) {
    const found = text.slice(scan.unclosedString, scan.stop).indexOf(closerByDelimiter[delimiter]);
    const closed = found === -1 ? undefined : scan.unclosedString + found;
    const end = closed === undefined ? trimmedEnd(text, start, scan.stop) : closed + 2;
    return {
      kind: "broken",
      end,
      problem: { code: "unclosed-string", start: scan.unclosedString, end: closed ?? end },
    };
  }
  if (scan.otherCloser !== undefined) {
    const end = scan.otherCloser + 2;
    const repair = [{ start: scan.otherCloser, end, text: closerByDelimiter[delimiter] }];
    return {
      kind: "broken",
      end,
      problem: {
        code: "mismatched-tag",
        start: scan.otherCloser,
        end,
        found: openerByDelimiter[delimiter],
        expected: closerByDelimiter[delimiter],
        repair,
      },
    };
  }
  const nestedEnd = endOfNesting(text, scan.stop, delimiter, spelling);
  const unclosed: Problem = { code: "unclosed-tag", start: offset, end: start, expected: closerByDelimiter[delimiter] };
  if (nestedEnd !== undefined) return { kind: "broken", end: nestedEnd, problem: unclosed };
  const quoted = spelling === "in-text" ? quotedTag(text, offset, delimiter, scan.stop) : undefined;
  if (quoted) return quoted;
  const lineEnd = endOfLine(text, start, scan.stop);
  return {
    kind: "broken",
    end: lineEnd < scan.stop ? trimmedEnd(text, start, lineEnd) : scan.stop,
    problem: unclosed,
  };
}

/** The end of a tag that holds another one, which opens at `offset`; `undefined` where it is not that. */
function endOfNesting(text: string, offset: number, delimiter: Delimiter, spelling: Spelling): number | undefined {
  const inner = openerAt(text, offset);
  const innerClosed = inner && scanToClose(text, offset + 2, inner, spelling).closed;
  if (innerClosed === undefined) return undefined;
  const closed = scanToClose(text, innerClosed + 2, delimiter, spelling).closed;
  return closed === undefined ? undefined : closed + 2;
}

interface CloseScan {
  readonly closed?: number;
  readonly otherCloser?: number;
  readonly unclosedString?: number;
  /** Where the search ended. */
  readonly stop: number;
}

function scanToClose(text: string, start: number, delimiter: Delimiter, spelling: Spelling): CloseScan {
  let otherCloser: number | undefined;
  let position = start;
  let commentEnd = start;
  while (position < text.length) {
    if (closesAt(text, position, delimiter)) return { closed: position, stop: position };
    if (openerAt(text, position) !== undefined) break;
    const character = expressionCharacter(text, position, spelling);
    if (character === undefined || (spelling === "in-text" && isLineEnd(text.charCodeAt(position)))) break;
    if (otherCloser === undefined && closesAt(text, position, otherDelimiter[delimiter])) otherCloser = position;
    // A quote in a comment opens no string: the lexer takes the comment for one token.
    if (position >= commentEnd) commentEnd = endOfComment(text, position) ?? position;
    const literal = position < commentEnd ? undefined : expressionString(text, position, spelling);
    if (literal !== undefined && "unclosed" in literal) {
      // An apostrophe behind the wrong closer belongs to what follows the tag.
      return otherCloser === undefined
        ? { unclosedString: position, stop: literal.end }
        : { otherCloser, stop: position };
    }
    position = literal === undefined ? character.next : literal.next;
  }
  return otherCloser === undefined ? { stop: position } : { otherCloser, stop: position };
}

function tripleDelimiter(text: string, offset: number, delimiter: Delimiter, spelling: Spelling): TagExtent {
  const inner = tagAt(text, endOfRun(text, offset, openerByDelimiter[delimiter].charAt(0)) - 2, delimiter, spelling);
  const opened = endOfRun(text, offset, openerByDelimiter[delimiter].charAt(0));
  const closer = closerByDelimiter[delimiter].charAt(0);
  let end = inner.end;
  while (end < text.length && end - inner.end < opened - offset - 2 && text.charAt(end) === closer) end += 1;
  const repair: Replacement[] = [{ start: offset + 2, end: opened, text: "" }];
  if (end > inner.end) repair.push({ start: inner.end, end, text: "" });
  const found = text.slice(offset, opened);
  const problem: Problem = {
    code: "triple-delimiter",
    start: offset,
    end: opened,
    found,
    expected: openerByDelimiter[delimiter],
  };
  return { kind: "broken", end, problem: inner.kind === "tag" ? { ...problem, repair } : problem };
}

function endOfRun(text: string, offset: number, character: string): number {
  let end = offset;
  while (text.charAt(end) === character) end += 1;
  return end;
}

/** A tag in a text whose string literals are in plain `"`: the quote ended the text, where an operand was to begin. */
function quotedTag(text: string, offset: number, delimiter: Delimiter, quote: number): TagExtent | undefined {
  if (text.charAt(quote) !== '"') return undefined;
  const before = text.slice(offset + 2, quote).trimEnd();
  if (before !== "" && !beforeOperand.test(before)) return undefined;
  const scan = scanToClose(text, offset + 2, delimiter, "plain");
  if (scan.closed === undefined || endOfLine(text, offset, scan.closed) < scan.closed) return undefined;
  if (!closesText(text, scan.closed + 2)) return undefined;
  const repair: Replacement[] = [];
  for (let position = quote; position < scan.closed; ) {
    const literal = isQuote(text.charCodeAt(position)) ? expressionString(text, position, "plain") : undefined;
    if (literal === undefined || "unclosed" in literal) {
      position += 1;
      continue;
    }
    const source = text.slice(position, literal.next);
    // Escapes are spelled otherwise in a text.
    if (source.includes("\\")) return undefined;
    if (text.charAt(position) === '"') {
      if (source.includes("'")) return undefined;
      repair.push({ start: position, end: position + 1, text: "'" });
      repair.push({ start: literal.next - 1, end: literal.next, text: "'" });
    }
    position = literal.next;
  }
  return {
    kind: "broken",
    end: scan.closed + 2,
    problem: { code: "quote-in-tag", start: quote, end: quote + 1, repair },
  };
}

/** Whether the text around a tag closes on the line of `offset`. */
function closesText(text: string, offset: number): boolean {
  let position = offset;
  while (position < text.length && !isLineEnd(text.charCodeAt(position))) {
    if (text.charAt(position) === '"') return true;
    position = jsonCharacter(text, position).next;
  }
  return false;
}

/** The end of the comment that begins at `offset` inside a tag, which has none: with its line or the tag at the latest. */
export function endOfComment(text: string, offset: number): number | undefined {
  if (!text.startsWith("//", offset) && !text.startsWith("/*", offset)) return undefined;
  const end = text.startsWith("//", offset) ? lineCommentEnd : blockCommentEnd;
  end.lastIndex = offset + 2;
  const found = end.exec(text);
  if (found === null) return text.length;
  return found[0] === "*/" ? end.lastIndex : found.index;
}

/** The end of the line that holds `offset`, looking no further than `bound`. */
export function endOfLine(text: string, offset: number, bound: number): number {
  let end = offset;
  while (end < bound && !isLineEnd(text.charCodeAt(end))) end += 1;
  return end;
}

/** The end of a value that never closes and takes all up to `end`, but for the brackets and the comma that stand last. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let trimmed = end;
  while (trimmed > start && /[\s,}\]]/.test(text.charAt(trimmed - 1))) trimmed -= 1;
  return trimmed;
}
