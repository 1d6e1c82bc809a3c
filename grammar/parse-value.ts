import { createTokenInstance, type IToken, type TokenType, tokenMatcher } from "chevrotain";
import type { DepthLimits } from "./brackets.ts";
import { tokenize } from "./lexer.ts";
import { type Parse, parseTokens } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { Colon, LeftBrace, PlainText, RightBrace, TextOpen } from "./tokens/json-tokens.ts";
import { AnglesClose, AnglesOpen, TagClose, TagOpen, TextClose } from "./tokens/tag-tokens.ts";

/*
 * What may stand in the place of a value, without the template around it. Its tokens are put into those of a template
 * with one claim, whose name is empty, so that there is one parser and one tree; what is put around them has no width.
 */

/** Reads an expression that stands by itself, without a tag around it. */
export function parseBareExpression(text: string, limits: DepthLimits): Parse {
  const known = emptyOrTagged(text);
  if (known !== undefined) return { comments: [], problems: [known], brokenTags: new Map() };
  const parsed = parseAsValue(text, { form: "bareExpression", around: () => [AnglesOpen, AnglesClose] }, limits);
  const problems = parsed.problems.map((problem) =>
    problem.expected === "the end of the tag" ? { ...problem, expected: "the end of the expression" } : problem,
  );
  return { ...parsed, problems };
}

/** What is wrong with a text that cannot have been meant as an expression without a tag. */
function emptyOrTagged(text: string): Problem | undefined {
  if (!/\S/.test(text)) return { code: "empty-tag", start: 0, end: text.length, expected: "the expression" };
  const start = text.search(/\S/);
  const end = start + 2;
  const close = text.trimEnd().length - 2;
  if (!isOneTag(tokenize(text.trim(), "bareText").tokens)) return undefined;
  const repair = [
    { start, end, text: "" },
    { start: close, end: close + 2, text: "" },
  ];
  const expected = "an expression without a tag around it";
  return { code: "unexpected-token", start, end, found: text.slice(start, end), expected, repair };
}

/** Reads a text with tags that stands by itself, without quotes and escapes: one tag alone, or a text around tags. */
export function parseBareText(text: string, limits: DepthLimits): Parse {
  const around = (tokens: readonly IToken[]) => (isOneTag(tokens) ? undefined : ([TextOpen, TextClose] as const));
  return parseAsValue(text, { form: "bareText", around }, limits);
}

interface ValueForm {
  readonly form: "bareText" | "bareExpression";
  /** What a template has around such tokens; `undefined` where it has nothing. */
  readonly around: (tokens: readonly IToken[]) => readonly [open: TokenType, close: TokenType] | undefined;
}

function parseAsValue(text: string, { form, around }: ValueForm, limits: DepthLimits): Parse {
  const lexed = tokenize(text, form);
  const [open, close] = around(lexed.tokens) ?? [];
  const before = [LeftBrace, PlainText, Colon, open].flatMap((type) => type ?? []);
  const after = [close, RightBrace].flatMap((type) => type ?? []);
  const tokens = [
    ...before.map((type) => widthless(type, 0)),
    ...lexed.tokens,
    ...after.map((type) => widthless(type, text.length)),
  ];
  return parseTokens(text, { ...lexed, tokens }, limits);
}

function isOneTag(tokens: readonly IToken[]): boolean {
  const [first] = tokens;
  const closes = tokens.filter((token) => tokenMatcher(token, TagClose));
  return first !== undefined && tokenMatcher(first, TagOpen) && closes.length === 1 && closes[0] === tokens.at(-1);
}

function widthless(type: TokenType, offset: number): IToken {
  return createTokenInstance(type, "", offset, offset, Number.NaN, Number.NaN, Number.NaN, Number.NaN);
}
