import { codePointAt, isControl, isLineEnd } from "./characters.ts";
import type { Problem } from "./problem.ts";

const quoteUnit = 0x22;
const apostropheUnit = 0x27;
const backslashUnit = 0x5c;
const simpleEscapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** One character of a string and where the next begins. */
export interface Character {
  readonly value: string;
  readonly next: number;
  readonly problem?: Problem;
}

/** A string literal that was read: `next` is behind its closing quote. */
export interface StringLiteral {
  readonly value: string;
  readonly next: number;
  readonly problems: readonly Problem[];
}

function hexEscape(text: string, backslash: number, digits: number): Character {
  const hex = text.slice(digits, digits + 4);
  if (/^[0-9a-fA-F]{4}$/.test(hex)) {
    return { value: String.fromCharCode(Number.parseInt(hex, 16)), next: digits + 4 };
  }
  return { value: "", next: digits, problem: { code: "invalid-escape", start: backslash, end: digits, found: "\\u" } };
}

/** The character of a JSON string at `offset`, its escapes decoded (RFC 8259 §7). */
export function jsonCharacter(text: string, offset: number): Character {
  const unit = text.charCodeAt(offset);
  if (unit !== backslashUnit) {
    const value = text.charAt(offset);
    if (!isControl(unit)) return { value, next: offset + 1 };
    const problem: Problem = {
      code: "control-character",
      start: offset,
      end: offset + 1,
      repair: [escaped(offset, value)],
    };
    return { value, next: offset + 1, problem };
  }
  const letter = text.charAt(offset + 1);
  if (letter === "u") return hexEscape(text, offset, offset + 2);
  const value = Object.hasOwn(simpleEscapes, letter) ? simpleEscapes[letter] : undefined;
  if (value !== undefined) return { value, next: offset + 2 };
  return { value: "", next: offset + 1, problem: badEscape(text, offset) };
}

function escaped(offset: number, value: string): { start: number; end: number; text: string } {
  return { start: offset, end: offset + 1, text: JSON.stringify(value).slice(1, -1) };
}

function badEscape(text: string, backslash: number): Problem {
  const next = text.charCodeAt(backslash + 1);
  const letter = Number.isNaN(next) || isControl(next) ? "" : codePointAt(text, backslash + 1);
  const end = backslash + 1 + letter.length;
  return { code: "invalid-escape", start: backslash, end, found: text.slice(backslash, end) };
}

/** A string literal that was opened and not closed: `end` is where its line, the text around it or the input ends. */
export interface UnclosedLiteral {
  readonly unclosed: true;
  readonly end: number;
}

/** A way to read the characters of an expression: as they stand, or as a JSON string around them spells them. */
export type Spelling = "plain" | "in-text";

/**
 * The character of an expression at `offset`. In a text `\"` spells `"` and `\\` spells `\`, and an unescaped `"` ends
 * the text: then, and at the end of the input, there is none.
 */
export function expressionCharacter(text: string, offset: number, spelling: Spelling): Character | undefined {
  if (offset >= text.length) return undefined;
  const unit = text.charCodeAt(offset);
  const plain: Character = { value: text.charAt(offset), next: offset + 1 };
  if (spelling === "plain") return plain;
  if (unit === quoteUnit) return undefined;
  if (unit !== backslashUnit) return plain;
  const letter = text.charAt(offset + 1);
  if (letter === '"' || letter === "\\") return { value: letter, next: offset + 2 };
  return { ...plain, value: "", problem: badEscape(text, offset) };
}

/**
 * The string literal of an expression that opens at `offset`, in `'` or `"`; `undefined` where none opens.
 */
export function expressionString(
  text: string,
  offset: number,
  spelling: Spelling,
): StringLiteral | UnclosedLiteral | undefined {
  const open = expressionCharacter(text, offset, spelling);
  if (open === undefined || (open.value !== "'" && open.value !== '"')) return undefined;
  const problems: Problem[] = [];
  let value = "";
  let position = open.next;
  for (;;) {
    const character = expressionCharacter(text, position, spelling);
    if (character === undefined || isLineEnd(text.charCodeAt(position))) return { unclosed: true, end: position };
    if (character.value === open.value) return { value, next: character.next, problems };
    const decoded = character.value === "\\" ? expressionEscape(text, position, character.next, spelling) : character;
    if (decoded.problem) problems.push(decoded.problem);
    else if (isControl(text.charCodeAt(position))) {
      problems.push({ code: "control-character", start: position, end: position + 1 });
    }
    value += decoded.value;
    position = decoded.next;
  }
}

function expressionEscape(text: string, backslash: number, behind: number, spelling: Spelling): Character {
  const letter = expressionCharacter(text, behind, spelling);
  if (letter?.value === "u") return hexEscape(text, backslash, letter.next);
  if (letter?.value === "'") return letter;
  const value = letter && Object.hasOwn(simpleEscapes, letter.value) ? simpleEscapes[letter.value] : undefined;
  if (letter && value !== undefined) return { value, next: letter.next };
  const end = letter === undefined ? behind : Math.max(letter.next, behind + codePointAt(text, behind).length);
  return {
    value: "",
    next: behind,
    problem: { code: "invalid-escape", start: backslash, end, found: text.slice(backslash, end) },
  };
}

/** Tells whether the code unit may open a string literal of an expression. */
export function isQuote(codeUnit: number): boolean {
  return codeUnit === quoteUnit || codeUnit === apostropheUnit;
}
