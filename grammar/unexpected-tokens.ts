import {
  EOF,
  type IRecognitionException,
  type IToken,
  MismatchedTokenException,
  type TokenType,
  tokenMatcher,
} from "chevrotain";
import type { BracketReport } from "./brackets.ts";
import type { ClaimsParser, Misplaced } from "./parser.ts";
import type { Problem } from "./problem.ts";
import { Comma, LeftBrace, LeftBracket, RightBrace, RightBracket } from "./tokens/json-tokens.ts";
import { TagClose, TagOpen } from "./tokens/tag-tokens.ts";
import { Invalid, payloadOf } from "./tokens/token.ts";

const expectedByRule: Readonly<Record<string, string>> = {
  claim: "the name of a claim",
  key: "the name of a claim",
  value: "a value",
  operand: "an operand",
  expression: "an operand",
  list: "an operand",
  arguments: "an operand",
  link: "a name",
};

const openerTypes: ReadonlySet<TokenType> = new Set([LeftBrace, LeftBracket]);
const bracketTypes: ReadonlySet<TokenType> = new Set([...openerTypes, RightBrace, RightBracket]);

/** A token that stands where the grammar has another one. */
interface Unexpected {
  readonly token: IToken;
  /** Its place among the tokens; that of the end of the input is behind the last. */
  readonly place: number;
  readonly expected: string | undefined;
}

/** The tokens at which the parser met something else than the grammar has, once it has read all of the tokens. */
export class UnexpectedTokens {
  private readonly found: readonly Unexpected[];

  constructor(
    parser: ClaimsParser,
    private readonly text: string,
    private readonly tokens: readonly IToken[],
  ) {
    const met = [
      ...parser.errors.map((error) => ({ token: error.token, expectation: error })),
      ...parser.misplaced.map(({ token, inside }) => ({ token, expectation: inside })),
    ];
    const places = new Map(met.length === 0 ? [] : tokens.map((token, place) => [token, place]));
    const found = met.map(({ token, expectation }): Unexpected => {
      const place = places.get(token) ?? tokens.length;
      const before = tokens[place - 1];
      const expected =
        typeof expectation === "string" ? expectedInside(expectation, before) : expectedAt(expectation, before);
      return { token, place, expected };
    });
    this.found = found.sort((a, b) => a.place - b.place);
  }

  /** Where they begin, in the order of the text. */
  get offsets(): readonly number[] {
    return this.found.filter(({ token }) => token.tokenType !== EOF).map(({ token }) => token.startOffset);
  }

  /** Their problems, without what is told already of a token or a bracket, or follows from something else. */
  problems(brackets: BracketReport): readonly Problem[] {
    const problems: Problem[] = [];
    const reported = new Set(brackets.problems.map((problem) => problem.start));
    for (const unexpected of this.found) {
      const { token } = unexpected;
      if (payloadOf(token)?.problems.length || reported.has(token.startOffset)) continue;
      if (token.tokenType === EOF && brackets.unclosed) continue;
      if (this.followsFromAnother(unexpected, reported)) continue;
      reported.add(token.startOffset);
      problems.push(this.problemOf(unexpected));
    }
    return problems;
  }

  /** Whether something else in the same claim or element of the JSON part, before the token, is wrong already. */
  private followsFromAnother({ place }: Unexpected, reported: ReadonlySet<number>): boolean {
    let inTag = false;
    for (let index = place - 1; ; index -= 1) {
      const before = this.tokens[index];
      if (before === undefined) return false;
      if (tokenMatcher(before, TagClose)) inTag = true;
      else if (tokenMatcher(before, TagOpen)) {
        // A token inside a tag is judged with the tag.
        if (!inTag) return false;
        inTag = false;
      }
      if (inTag) continue;
      if (before.tokenType === Comma) return false;
      if (reported.has(before.startOffset) || tokenMatcher(before, Invalid)) return true;
      if (bracketTypes.has(before.tokenType)) return false;
    }
  }

  private problemOf({ token, place, expected }: Unexpected): Problem {
    const what = { code: "unexpected-token", ...(expected !== undefined && { expected }) } as const;
    // Of a bare expression the tag around it, whose delimiters are nowhere, ends with the text.
    if (token.tokenType === EOF || token.image === "")
      return { ...what, start: this.text.length, end: this.text.length };
    const { startOffset: start, image: found } = token;
    const after = this.tokens[place - 1]?.image;
    return { ...what, start, end: start + found.length, found, ...(after !== undefined && { after }) };
  }
}

function expectedAt(error: IRecognitionException, before: IToken | undefined): string | undefined {
  const rule = error.context.ruleStack.at(-1) ?? "template";
  if (error.name === "NotAllInputParsedException") return "the end of the template";
  if (!(error instanceof MismatchedTokenException)) return expectedByRule[rule];
  if (rule === "object" || rule === "array") return expectedInside(rule, before);
  return /--> (.*) <-- but found/.exec(error.message)?.[1];
}

function expectedInside(inside: Misplaced["inside"], before: IToken | undefined): string {
  if (inside === "tag") return "the end of the tag";
  const isFirst = before === undefined || before.tokenType === Comma || openerTypes.has(before.tokenType);
  if (inside === "object") return isFirst ? "the name of a claim" : "`,` or `}`";
  return isFirst ? "a value" : "`,` or `]`";
}
