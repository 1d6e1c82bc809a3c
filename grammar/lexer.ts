import { type IToken, Lexer, type TokenType } from "chevrotain";
import type { Problem } from "./problem.ts";
import * as expression from "./tokens/expression-tokens.ts";
import * as json from "./tokens/json-tokens.ts";
import * as tag from "./tokens/tag-tokens.ts";
import { commentsGroup, payloadOf, strayGroup } from "./tokens/token.ts";

const { AnglesClose, AnglesOpen, AnglesOpenInText, BracesClose, BracesOpen, BracesOpenInText } = tag;

/** What stands in a tag; without the token that closes it, in an expression that no tag is around. */
function expressionMode(close: TokenType | undefined, inText: boolean): TokenType[] {
  return [
    ...(close === undefined ? [] : [close]),
    ...(inText ? [expression.TabInText] : []),
    json.WhiteSpace,
    expression.Field,
    json.True,
    json.False,
    json.Null,
    expression.In,
    expression.Name,
    expression.TagNumber,
    expression.BadTagNumber,
    inText ? expression.EscapedString : expression.QuotedString,
    expression.CommentInTag,
    expression.Dot,
    json.Comma,
    expression.LeftParenthesis,
    expression.RightParenthesis,
    json.LeftBracket,
    json.RightBracket,
    expression.UnsupportedOperator,
    expression.OperatorSign,
    expression.Question,
    json.Colon,
    expression.Bang,
    inText ? expression.UnexpectedInTagInText : expression.UnexpectedInTag,
  ];
}

/**
 * The lexer's modes: the JSON part, a text with tags, and a tag by its delimiter and by what stands around it. Two begin
 * by themselves only: a bare text with tags, and a bare expression.
 */
const lexer = new Lexer(
  {
    defaultMode: "json",
    modes: {
      json: [
        json.WhiteSpace,
        json.PlainText,
        json.TextOpen,
        json.BrokenText,
        BracesOpen,
        AnglesOpen,
        tag.BrokenTag,
        json.LeftBrace,
        json.RightBrace,
        json.LeftBracket,
        json.RightBracket,
        json.Colon,
        json.Comma,
        json.JsonNumber,
        json.BadJsonNumber,
        json.True,
        json.False,
        json.Null,
        json.LineComment,
        json.BlockComment,
        json.SingleQuoted,
        json.Word,
        json.ByteOrderMark,
        json.StrayWhiteSpace,
        json.Unexpected,
      ],
      text: [tag.TextClose, BracesOpenInText, AnglesOpenInText, tag.BrokenTagInText, tag.Chunk],
      braces: expressionMode(BracesClose, false),
      angles: expressionMode(AnglesClose, false),
      bracesInText: expressionMode(BracesClose, true),
      anglesInText: expressionMode(AnglesClose, true),
      bareText: [BracesOpen, AnglesOpen, tag.BrokenTag, tag.BareChunk],
      bareExpression: expressionMode(undefined, false),
    },
  },
  // Patterns that are functions cannot be sorted by their first characters: trying to would only cost start-up.
  { positionTracking: "onlyOffset", skipValidations: true, safeMode: true },
);

/** The tokens of a template, its comments in order, and what is wrong with single tokens. */
export interface Tokens {
  readonly tokens: IToken[];
  readonly comments: readonly IToken[];
  readonly problems: readonly Problem[];
}

/**
 * The form of a text that is to be cut into tokens: a template, or what may stand in the place of one of its values.
 */
export type LexedForm = "json" | "bareText" | "bareExpression";

/** Cuts a template into tokens. Whatever the text, every character of it is in one token or in white space. */
export function tokenize(text: string, form: LexedForm = "json"): Tokens {
  const { tokens, groups } = lexer.tokenize(text, form);
  const comments = groups[commentsGroup] ?? [];
  const problems: Problem[] = [];
  for (const token of [...tokens, ...comments, ...(groups[strayGroup] ?? [])]) {
    problems.push(...(payloadOf(token)?.problems ?? []));
  }
  return { tokens, comments, problems };
}
