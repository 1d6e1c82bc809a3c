import { type CustomPatternMatcherFunc, createToken, type IToken, Lexer, type TokenType } from "chevrotain";
import type { Problem } from "../problem.ts";

/** The payload of a token beside its image: the decoded value of a string, and what is wrong with the token. */
export interface TokenPayload {
  readonly value?: string;
  readonly problems: readonly Problem[];
}

/** The payload of a token, if it has one. */
export function payloadOf(token: IToken): TokenPayload | undefined {
  return token.payload as TokenPayload | undefined;
}

interface Match extends Array<string> {
  payload?: TokenPayload;
}

/** The answer of a token pattern for the text from `start` to `end`. */
export function match(text: string, start: number, end: number, payload?: TokenPayload): [string] {
  const result: Match = [text.slice(start, end)];
  if (payload) result.payload = payload;
  return result as [string];
}

/** The answer of a token pattern for a text that is one mistake. */
export function mistake(text: string, problem: Problem, value?: string): [string] {
  return match(text, problem.start, problem.end, { problems: [problem], ...(value !== undefined && { value }) });
}

interface TokenSettings {
  readonly name: string;
  /** How a message calls it; the name by default. */
  readonly label?: string;
  /** None for a category, which only other token types match. */
  readonly pattern?: RegExp | string | CustomPatternMatcherFunc;
  readonly category?: TokenType;
  /** The lexer mode that begins behind it. */
  readonly push?: string;
  /** Whether the lexer mode ends with it. */
  readonly pop?: boolean;
  /** The group it is kept in, away from the parser. */
  readonly group?: string;
}

/** Every token type in the order of definition. */
export const vocabulary: TokenType[] = [];

/** Defines a token type and enters it into the vocabulary. */
export function token(settings: TokenSettings): TokenType {
  const type = createToken({
    name: settings.name,
    label: settings.label ?? settings.name,
    pattern: settings.pattern ?? Lexer.NA,
    line_breaks: true,
    ...(settings.category && { categories: [settings.category] }),
    ...(settings.push && { push_mode: settings.push }),
    ...(settings.pop && { pop_mode: true }),
    ...(settings.group && { group: settings.group }),
  });
  vocabulary.push(type);
  return type;
}

/** Comments between tokens, which the formatter keeps. */
export const commentsGroup = "comments";
/** Tokens that are reported and passed over. */
export const strayGroup = "stray";

/** Anything that is wrong by itself: it stands where a value, a name or an operand may stand, and carries its problem. */
export const Invalid = token({ name: "Invalid", label: "a value" });
/** Of these, what was meant as the name of a claim if it stands where one may stand. */
export const InvalidKey = token({ name: "InvalidKey", label: "the name of a claim", category: Invalid });
