import {
  EOF,
  type IRecognitionException,
  type IToken,
  MismatchedTokenException,
  type TokenType,
  tokenMatcher,
} from "chevrotain";
import { checkBrackets, type DepthLimits } from "./brackets.ts";
import type { TemplateCstNode } from "./generated/cst.ts";
import { tokenize } from "./lexer.ts";
import { ClaimsParser } from "./parser.ts";
import type { Problem } from "./problem.ts";
import { BrokenText, Comma, LeftBrace, LeftBracket, RightBrace, RightBracket } from "./tokens/json-tokens.ts";
import { BrokenTag, TagClose, TagOpen } from "./tokens/tag-tokens.ts";
import { Invalid, payloadOf } from "./tokens/token.ts";

/** What the surface of a template is: its syntax tree as far as there is one, its comments and its problems. */
export interface Parse {
  /** Absent where the text is not an object at all, or nests too deep. */
  readonly cst?: TemplateCstNode;
  readonly comments: readonly IToken[];
  /** In the order of the text; one tag has one syntax problem at most. */
  readonly problems: readonly Problem[];
  /** The tags that cannot be read: where they end, by where they begin. */
  readonly brokenTags: ReadonlyMap<number, number>;
}

const EXPECTED_BY_RULE: Readonly<Record<string, string>> = {
  claim: "the name of a claim",
  key: "the name of a claim",
  value: "a value",
  operand: "an operand",
  expression: "an operand",
  list: "an operand",
  arguments: "an operand",
  link: "a name",
};

const BROKEN: ReadonlySet<TokenType> = new Set([BrokenText, BrokenTag]);

let shared: ClaimsParser | undefined;

/** The one parser of the process: making one takes longer than most parses. */
export function claimsParser(): ClaimsParser {
  shared ??= new ClaimsParser();
  return shared;
}

/** Reads the surface of a template. Whatever the text, it neither throws nor recurses deeper than the limits. */
export function parse(text: string, limits: DepthLimits): Parse {
  const { tokens, comments, problems } = tokenize(text);
  const brokenTags = new Map<number, number>();
  const first = tokens[0];
  const unclosedComment = problems.find((problem) => problem.code === "unclosed-comment");
  if (first?.tokenType !== LeftBrace) {
    if (unclosedComment) return { comments, problems: [unclosedComment], brokenTags };
    const start = first?.startOffset ?? text.length;
    const end = first === undefined ? start : endOf(first);
    return { comments, problems: [{ code: "not-an-object", start, end, found: text.slice(start, end) }], brokenTags };
  }
  const brackets = checkBrackets(tokens, limits);
  if (brackets.tooDeep) return { comments, problems: brackets.problems, brokenTags };
  const parser = claimsParser();
  parser.restart(tokens);
  const cst = parser.template() as TemplateCstNode;
  const swallowed = unclosedComment !== undefined || isBroken(tokens.at(-1));
  const syntax: Problem[] = [...problems, ...brackets.problems];
  if (brackets.unclosed && !swallowed) syntax.push(brackets.unclosed);
  const reported = new Set(brackets.problems.map((problem) => problem.start));
  for (const error of parser.errors) {
    const { token } = error;
    if (payloadOf(token)?.problems.length || reported.has(token.startOffset)) continue;
    if (token.tokenType === EOF && brackets.unclosed) continue;
    if (followsFromAnother(token, tokens, reported)) continue;
    reported.add(token.startOffset);
    syntax.push(unexpectedToken(error, text, tokens));
  }
  const tags = tagExtents(tokens);
  const kept = onePerTag(syntax, tokens, tags, brokenTags);
  for (const { token } of parser.errors) {
    const tag = tags.find(({ start, end }) => start <= token.startOffset && token.startOffset < end);
    if (tag !== undefined) brokenTags.set(tag.start, tag.end);
  }
  parser.input = [];
  return { cst, comments, problems: kept, brokenTags };
}

const SEPARATORS: ReadonlySet<TokenType> = new Set([Comma, LeftBrace, LeftBracket, RightBrace, RightBracket]);

/** Whether something else in the same claim or element of the JSON part, before the token, is wrong already. */
function followsFromAnother(token: IToken, tokens: readonly IToken[], reported: ReadonlySet<number>): boolean {
  const index = token.tokenType === EOF ? tokens.length : tokens.indexOf(token);
  let inTag = false;
  for (let place = index - 1; place >= 0; place -= 1) {
    const before = tokens[place];
    if (before === undefined || (!inTag && SEPARATORS.has(before.tokenType))) return false;
    if (tokenMatcher(before, TagClose)) inTag = true;
    else if (tokenMatcher(before, TagOpen)) {
      // A token inside a tag is judged with the tag.
      if (!inTag) return false;
      inTag = false;
    } else if (!inTag && (tokenMatcher(before, Invalid) || reported.has(before.startOffset))) return true;
  }
  return false;
}

/** Whether a token took all that came behind it, closing brackets too. */
function isBroken(token: IToken | undefined): boolean {
  return token !== undefined && BROKEN.has(token.tokenType);
}

function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

function unexpectedToken(error: IRecognitionException, text: string, tokens: readonly IToken[]): Problem {
  const { token } = error;
  const expected = expectedAt(error, tokens);
  const what = { code: "unexpected-token", ...(expected !== undefined && { expected }) } as const;
  if (token.tokenType === EOF) return { ...what, start: text.length, end: text.length };
  const after = tokens[tokens.indexOf(token) - 1]?.image;
  return {
    ...what,
    start: token.startOffset,
    end: endOf(token),
    found: token.image,
    ...(after !== undefined && { after }),
  };
}

function expectedAt(error: IRecognitionException, tokens: readonly IToken[]): string | undefined {
  const rule = error.context.ruleStack.at(-1) ?? "template";
  if (error.name === "NotAllInputParsedException") return "the end of the template";
  if (!(error instanceof MismatchedTokenException)) return EXPECTED_BY_RULE[rule];
  const before = tokens[tokens.indexOf(error.token) - 1];
  const first = [LeftBrace, LeftBracket, Comma].some((type) => type === before?.tokenType);
  if (rule === "object") return first ? "the name of a claim" : "`,` or `}`";
  if (rule === "array") return first ? "a value" : "`,` or `]`";
  return /--> (.*) <-- but found/.exec(error.message)?.[1];
}

/** Problems that leave a tag readable, where their token can be read: each is a mistake of its own. */
const HARMLESS: ReadonlySet<string> = new Set([
  "comment-in-tag",
  "control-character",
  "invalid-escape",
  "number-out-of-range",
]);

/** Keeps the first problem of each tag that makes it unreadable: the others follow from it. */
function onePerTag(
  problems: readonly Problem[],
  tokens: readonly IToken[],
  tags: readonly TagRange[],
  brokenTags: Map<number, number>,
): Problem[] {
  const ordered = [...problems].sort((a, b) => a.start - b.start);
  const kept: Problem[] = [];
  const invalid = new Set(tokens.filter((token) => tokenMatcher(token, Invalid)).map((token) => token.startOffset));
  let next = 0;
  for (const problem of ordered) {
    while ((tags[next]?.end ?? Infinity) <= problem.start) next += 1;
    const tag = tags[next];
    const inTag = tag !== undefined && problem.start >= tag.start;
    if (inTag && (invalid.has(problem.start) || !HARMLESS.has(problem.code))) {
      if (brokenTags.has(tag.start)) continue;
      brokenTags.set(tag.start, tag.end);
    }
    kept.push(problem);
  }
  return kept;
}

interface TagRange {
  readonly start: number;
  readonly end: number;
}

function tagExtents(tokens: readonly IToken[]): readonly TagRange[] {
  const extents: TagRange[] = [];
  let start = 0;
  for (const token of tokens) {
    if (tokenMatcher(token, TagOpen)) start = token.startOffset;
    else if (tokenMatcher(token, TagClose)) extents.push({ start, end: endOf(token) });
  }
  return extents;
}
