import { Lexer } from "chevrotain";
import { isJsonNumber, nameAt, numberAt, numberRunAt, strayRunAt, strayWhiteSpaceAt, wordAt } from "../characters.ts";
import type { Problem } from "../problem.ts";
import { expressionString } from "../strings.ts";
import { type TextExtent, textAt } from "../text.ts";
import { commentsGroup, Invalid, InvalidKey, match, mistake, strayGroup, type TokenPayload, token } from "./token.ts";

export const ByteOrderMark = token({
  name: "ByteOrderMark",
  pattern: (text, offset) => (offset === 0 && text.startsWith("\uFEFF") ? ["\uFEFF"] : null),
  group: Lexer.SKIPPED,
});
export const WhiteSpace = token({ name: "WhiteSpace", pattern: /[ \t\r\n]+/, group: Lexer.SKIPPED });
export const LineComment = token({ name: "LineComment", pattern: /\/\/[^\r\n]*/, group: commentsGroup });
export const BlockComment = token({
  name: "BlockComment",
  pattern: (text, offset) => {
    if (!text.startsWith("/*", offset)) return null;
    const close = text.indexOf("*/", offset + 2);
    if (close !== -1) return match(text, offset, close + 2);
    const problem: Problem = { code: "unclosed-comment", start: offset, end: offset + 2 };
    return match(text, offset, text.length, { problems: [problem] });
  },
  group: commentsGroup,
});

export const LeftBrace = token({ name: "LeftBrace", label: "`{`", pattern: "{" });
export const RightBrace = token({ name: "RightBrace", label: "`}`", pattern: "}" });
export const LeftBracket = token({ name: "LeftBracket", label: "`[`", pattern: "[" });
export const RightBracket = token({ name: "RightBracket", label: "`]`", pattern: "]" });
export const Comma = token({ name: "Comma", label: "`,`", pattern: "," });
export const Colon = token({ name: "Colon", label: "`:`", pattern: ":" });

function keyword(name: string, word: string) {
  return token({
    name,
    label: `\`${word}\``,
    pattern: (text, offset) => (text.startsWith(word, offset) && nameAt(text, offset) === word ? [word] : null),
  });
}

export const True = keyword("True", "true");
export const False = keyword("False", "false");
export const Null = keyword("Null", "null");

/** A JSON number (RFC 8259 §6), in the JSON part or in a tag. */
export const NumberLiteral = token({ name: "NumberLiteral", label: "a number" });

/** The well-formed number at `offset`, if all that was written as one number is one. */
export function matchNumber(text: string, offset: number): [string] | null {
  const number = numberAt(text, offset);
  if (number === undefined || number !== numberRunAt(text, offset)) return null;
  return match(text, offset, offset + number.length, rangeProblem(number, offset));
}

function rangeProblem(number: string, offset: number): TokenPayload | undefined {
  const value = Number(number);
  const overflow = !Number.isFinite(value);
  const inexact = !overflow && /^-?[0-9]+$/.test(number) && BigInt(number) !== BigInt(value);
  if (!overflow && !inexact) return undefined;
  const found = overflow ? "overflow" : "inexact";
  return { problems: [{ code: "number-out-of-range", start: offset, end: offset + number.length, found }] };
}

/** The malformed number at `offset`. */
export function matchBadNumber(text: string, offset: number): [string] | null {
  const run = numberRunAt(text, offset);
  if (run === undefined || !/[0-9]/.test(run) || isJsonNumber(run)) return null;
  return mistake(text, { code: "invalid-number", start: offset, end: offset + run.length, found: run });
}

export const JsonNumber = token({ name: "JsonNumber", pattern: matchNumber, category: NumberLiteral });
export const BadJsonNumber = token({ name: "BadJsonNumber", pattern: matchBadNumber, category: Invalid });

// The extent of a text is asked for by three token types at the same place: the last answer is kept.
let last: { text: string; offset: number; extent: TextExtent } | undefined;

function extentAt(text: string, offset: number): TextExtent | undefined {
  if (text.charAt(offset) !== '"') return undefined;
  if (last?.offset !== offset || last.text !== text) last = { text, offset, extent: textAt(text, offset) };
  return last.extent;
}

/** A JSON string without a tag: a claim's name or a text. */
export const PlainText = token({
  name: "PlainText",
  label: "a text",
  pattern: (text, offset) => {
    const extent = extentAt(text, offset);
    return extent?.kind === "plain" ? match(text, offset, extent.end, extent) : null;
  },
});

/** The quote before a text in which tags stand. */
export const TextOpen = token({
  name: "TextOpen",
  label: "a text",
  pattern: (text, offset) => (extentAt(text, offset)?.kind === "tagged" ? ['"'] : null),
  push: "text",
});

/** A text that never closes. */
export const BrokenText = token({
  name: "BrokenText",
  category: Invalid,
  pattern: (text, offset) => {
    const extent = extentAt(text, offset);
    return extent?.kind === "broken" ? match(text, offset, extent.end, { problems: [extent.problem] }) : null;
  },
});

/** A string in single quotes where JSON wants a value or a claim's name. */
export const SingleQuoted = token({
  name: "SingleQuoted",
  category: InvalidKey,
  pattern: (text, offset) => {
    const literal = text.charAt(offset) === "'" ? expressionString(text, offset, "plain") : undefined;
    if (literal === undefined || "unclosed" in literal) return null;
    const repair = [{ start: offset, end: literal.next, text: JSON.stringify(literal.value) }];
    return mistake(text, { code: "single-quoted-string", start: offset, end: literal.next, repair });
  },
});

/** A bare word where JSON wants a value or a claim's name: which of the two it is, and so what is wrong, the tree tells. */
export const Word = token({
  name: "Word",
  category: InvalidKey,
  pattern: (text, offset) => {
    const word = wordAt(text, offset);
    return word === undefined ? null : match(text, offset, offset + word.length, { value: word, problems: [] });
  },
});

/** White space that JSON does not have, as word processors leave it: reported, then passed over. */
export const StrayWhiteSpace = token({
  name: "StrayWhiteSpace",
  group: strayGroup,
  pattern: (text, offset) => {
    const found = strayWhiteSpaceAt(text, offset);
    if (found === undefined) return null;
    const end = offset + found.length;
    const repair = [{ start: offset, end, text: " " }];
    return mistake(text, { code: "unexpected-character", start: offset, end, found, repair });
  },
});

/** Characters that begin nothing. */
export const Unexpected = token({
  name: "Unexpected",
  category: Invalid,
  pattern: (text, offset) => {
    const found = strayRunAt(text, offset);
    return mistake(text, { code: "unexpected-character", start: offset, end: offset + found.length, found });
  },
});
