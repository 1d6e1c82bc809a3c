import { type IToken, type TokenType, tokenMatcher } from "chevrotain";
import type { Problem } from "./problem.ts";
import { Bang, LeftParenthesis, Operator, Question, RightParenthesis } from "./tokens/expression-tokens.ts";
import { Colon, Comma, LeftBrace, LeftBracket, RightBrace, RightBracket } from "./tokens/json-tokens.ts";
import { TagClose, TagOpen } from "./tokens/tag-tokens.ts";

/** The greatest nesting of brackets: in the JSON part, and inside one tag. */
export interface DepthLimits {
  readonly json: number;
  readonly expression: number;
}

/** The nesting of a template's brackets; one that is too deep is not parsed. */
export interface BracketReport {
  readonly problems: readonly Problem[];
  /** The innermost bracket of the JSON part that is still open at the end. */
  readonly unclosed?: Problem;
  /** The closing brackets that close nothing: the parser is better off without them. */
  readonly strays: ReadonlySet<IToken>;
  readonly tooDeep: boolean;
}

const closerByOpener = new Map<TokenType, TokenType>([
  [LeftBrace, RightBrace],
  [LeftBracket, RightBracket],
  [LeftParenthesis, RightParenthesis],
]);
const closers = new Set(closerByOpener.values());

/** One open bracket, or one open tag, and what makes operands inside it deeper. */
interface Level {
  readonly opener: IToken | undefined;
  readonly closer: TokenType | undefined;
  readonly inTag: boolean;
  readonly depth: number;
  /** `?` that await their `:`, and `:` whose expression goes on. */
  readonly branches: ("?" | ":")[];
  /** `!` before the operand that comes next. */
  negations: number;
}

function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

/** Checks on the tokens, before anything recurses, that brackets fit and how deep they and the conditions nest. */
export function checkBrackets(tokens: readonly IToken[], limits: DepthLimits): BracketReport {
  const problems: Problem[] = [];
  const strays = new Set<IToken>();
  const root: Level = { opener: undefined, closer: undefined, inTag: false, depth: 0, branches: [], negations: 0 };
  const levels: Level[] = [root];
  const innermost = (): Level => levels.at(-1) ?? root;

  const tooDeep = (token: IToken, level: Level): boolean => {
    const depth = depthInside(level);
    if (depth <= (level.inTag ? limits.expression : limits.json)) return false;
    problems.push({
      code: "nesting-too-deep",
      start: token.startOffset,
      end: endOf(token),
      found: level.inTag ? "expression" : "json",
    });
    return true;
  };

  for (const token of tokens) {
    const level = innermost();
    const closer = closerByOpener.get(token.tokenType);
    if (closer !== undefined) {
      const opened: Level = {
        opener: token,
        closer,
        inTag: level.inTag,
        depth: depthInside(level) + 1,
        branches: [],
        negations: 0,
      };
      levels.push(opened);
      if (tooDeep(token, opened)) return { problems, strays, tooDeep: true };
    } else if (closers.has(token.tokenType)) {
      closeBracket(token);
    } else if (tokenMatcher(token, TagOpen)) {
      levels.push({ opener: token, closer: undefined, inTag: true, depth: 0, branches: [], negations: 0 });
    } else if (tokenMatcher(token, TagClose)) {
      while (innermost().closer !== undefined) {
        const open = levels.pop();
        if (open && innermost().closer === undefined) problems.push(...unclosed(open));
      }
      levels.pop();
    } else if (level.inTag && nestsDeeper(token, level) && tooDeep(token, level)) {
      return { problems, strays, tooDeep: true };
    }
  }
  const [open] = unclosed(innermost());
  return { problems, ...(open && { unclosed: open }), strays, tooDeep: false };

  function closeBracket(token: IToken): void {
    let matching = levels.length - 1;
    while (matching > 0 && levels[matching]?.closer !== undefined && levels[matching]?.closer !== token.tokenType) {
      matching -= 1;
    }
    const level = innermost();
    if (level.closer !== token.tokenType) {
      problems.push({
        code: "mismatched-bracket",
        start: token.startOffset,
        end: endOf(token),
        found: token.image,
        ...(level.closer && { expected: labelOf(level.closer) }),
      });
    }
    if (levels[matching]?.closer === token.tokenType) levels.length = matching;
    else strays.add(token);
    const outer = innermost();
    outer.negations = 0;
  }
}

function unclosed(level: Level): Problem[] {
  if (level.opener === undefined || level.closer === undefined) return [];
  const { image: found, startOffset: start } = level.opener;
  return [{ code: "unclosed-bracket", start, end: endOf(level.opener), found, expected: labelOf(level.closer) }];
}

function labelOf(type: TokenType): string {
  return type.LABEL ?? type.name;
}

function depthInside(level: Level): number {
  return level.depth + level.branches.length + level.negations;
}

/** Takes note of a token that makes what follows deeper, or ends that; tells whether it was the former. */
function nestsDeeper(token: IToken, level: Level): boolean {
  switch (token.tokenType) {
    case Bang:
      level.negations += 1;
      return true;
    case Question:
      level.negations = 0;
      level.branches.push("?");
      return true;
    case Colon:
      level.negations = 0;
      while (level.branches.length > 0 && level.branches.at(-1) !== "?") level.branches.pop();
      if (level.branches.length > 0) level.branches[level.branches.length - 1] = ":";
      return false;
    case Comma:
      level.negations = 0;
      level.branches.length = 0;
      return false;
    default:
      if (tokenMatcher(token, Operator)) level.negations = 0;
      return false;
  }
}
