import { type IToken, type TokenType, tokenMatcher } from "chevrotain";
import { checkBrackets, type DepthLimits } from "./brackets.ts";
import type { TemplateCstNode } from "./generated/cst.ts";
import { type Tokens, tokenize } from "./lexer.ts";
import { ClaimsParser } from "./parser.ts";
import type { Problem } from "./problem.ts";
import { BrokenText, LeftBrace } from "./tokens/json-tokens.ts";
import { BrokenTag, TagClose, TagOpen } from "./tokens/tag-tokens.ts";
import { Invalid } from "./tokens/token.ts";
import { UnexpectedTokens } from "./unexpected-tokens.ts";

/** The surface of a template: its syntax tree as far as there is one, its comments and its problems. */
export interface Parse {
  /** Absent where the text is not an object at all, or nests too deep. */
  readonly cst?: TemplateCstNode;
  readonly comments: readonly IToken[];
  /** In the order of the text; one tag has one syntax problem at most. */
  readonly problems: readonly Problem[];
  /** The tags that cannot be read: where they end, by where they begin. */
  readonly brokenTags: ReadonlyMap<number, number>;
}

const brokenTypes: ReadonlySet<TokenType> = new Set([BrokenText, BrokenTag]);

let shared: ClaimsParser | undefined;

/** The one parser of the process: making one takes longer than most parses. */
export function claimsParser(): ClaimsParser {
  shared ??= new ClaimsParser();
  return shared;
}

/** Reads the surface of a template. Whatever the text, it neither throws nor recurses deeper than the limits. */
export function parse(text: string, limits: DepthLimits): Parse {
  const lexed = tokenize(text);
  const { tokens, comments } = lexed;
  const first = tokens[0];
  if (first?.tokenType === LeftBrace) return parseTokens(text, lexed, limits);
  const brokenTags = new Map<number, number>();
  const unclosedComment = unclosedCommentOf(lexed);
  if (unclosedComment) return { comments, problems: [unclosedComment], brokenTags };
  const start = first?.startOffset ?? text.length;
  const end = first === undefined ? start : endOf(first);
  return { comments, problems: [{ code: "not-an-object", start, end, found: text.slice(start, end) }], brokenTags };
}

function unclosedCommentOf({ problems }: Tokens): Problem | undefined {
  return problems.find((problem) => problem.code === "unclosed-comment");
}

/** Reads the surface of a template whose tokens begin with the brace of its object. */
export function parseTokens(text: string, lexed: Tokens, limits: DepthLimits): Parse {
  const { tokens, comments, problems } = lexed;
  const brokenTags = new Map<number, number>();
  const brackets = checkBrackets(tokens, limits);
  if (brackets.tooDeep) return { comments, problems: brackets.problems, brokenTags };
  const parser = claimsParser();
  parser.restart(brackets.strays.size === 0 ? tokens : tokens.filter((token) => !brackets.strays.has(token)));
  const cst = parser.template() as TemplateCstNode;
  const swallowed = unclosedCommentOf(lexed) !== undefined || isBroken(tokens.at(-1));
  const syntax: Problem[] = [...problems, ...brackets.problems];
  if (brackets.unclosed && !swallowed) syntax.push(brackets.unclosed);
  const unexpected = new UnexpectedTokens(parser, text, tokens);
  syntax.push(...unexpected.problems(brackets));
  const tags = tagExtents(tokens);
  const kept = onePerTag(syntax, tokens, tags, brokenTags);
  const tagOf = tagFinder(tags);
  for (const offset of unexpected.offsets) {
    const tag = tagOf(offset);
    if (tag !== undefined) brokenTags.set(tag.start, tag.end);
  }
  parser.input = [];
  return { cst, comments, problems: kept, brokenTags };
}

/** Whether a token took all that came behind it, closing brackets too. */
function isBroken(token: IToken | undefined): boolean {
  return token !== undefined && brokenTypes.has(token.tokenType);
}

function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

/** Problems that leave a tag readable, where their token can be read: each is a mistake of its own. */
const harmlessCodes: ReadonlySet<string> = new Set([
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
  const tagOf = tagFinder(tags);
  for (const problem of ordered) {
    const tag = tagOf(problem.start);
    if (tag !== undefined && (invalid.has(problem.start) || !harmlessCodes.has(problem.code))) {
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
    else if (tokenMatcher(token, TagClose)) {
      // One that stands around a bare expression has no width: what is unexpected at its end is in it.
      extents.push({ start, end: Math.max(endOf(token), token.startOffset + 1) });
    }
  }
  return extents;
}

/** The tag that holds an offset; asked for offsets in ascending order. */
function tagFinder(tags: readonly TagRange[]): (offset: number) => TagRange | undefined {
  let next = 0;
  return (offset) => {
    while ((tags[next]?.end ?? Infinity) <= offset) next += 1;
    const tag = tags[next];
    return tag !== undefined && offset >= tag.start ? tag : undefined;
  };
}
