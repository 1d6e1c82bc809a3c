import type { CustomPatternMatcherFunc, IToken, TokenType } from "chevrotain";
import { codePointAt, fieldAt, nameAt } from "../characters.ts";
import { endOfComment } from "../delimiters.ts";
import type { Problem } from "../problem.ts";
import { expressionCharacter, expressionString, type Spelling } from "../strings.ts";
import { False, matchBadNumber, matchNumber, Null, NumberLiteral, RightBracket, True } from "./json-tokens.ts";
import { Invalid, match, mistake, strayGroup, token } from "./token.ts";

export const LeftParenthesis = token({ name: "LeftParenthesis", label: "`(`", pattern: "(" });
export const RightParenthesis = token({ name: "RightParenthesis", label: "`)`", pattern: ")" });
export const Question = token({ name: "Question", label: "`?`", pattern: "?" });
export const Bang = token({ name: "Bang", label: "`!`", pattern: "!" });
export const Dot = token({ name: "Dot", label: "`.`", pattern: "." });

/** The binary operators; which of them binds tighter is settled when the tree is built. */
export const Operator = token({ name: "Operator", label: "an operator" });
export const OperatorSign = token({
  name: "OperatorSign",
  pattern: /\?\?|\|\||&&|==|!=|<=|>=|<|>|\+/,
  category: Operator,
});
export const In = token({
  name: "In",
  label: "`in`",
  category: Operator,
  pattern: (text, offset) => (text.startsWith("in", offset) && nameAt(text, offset) === "in" ? ["in"] : null),
});

/** A root, a variable or a function. */
export const Name = token({
  name: "Name",
  label: "a name",
  pattern: (text, offset) => {
    const name = nameAt(text, offset);
    return name === undefined ? null : [name];
  },
});

/** A name behind a dot: it may also begin with a digit or `$`, and be a keyword. */
export const Field = token({
  name: "Field",
  label: "a name",
  pattern: (text, offset, before) => {
    if (before.at(-1)?.tokenType !== Dot) return null;
    const name = fieldAt(text, offset);
    return name === undefined ? null : [name];
  },
});

/** A string literal, as it stands or as the text around the tag spells it. */
export const StringLiteral = token({ name: "StringLiteral", label: "a string" });

function quoted(name: string, spelling: Spelling): TokenType {
  return token({
    name,
    category: StringLiteral,
    pattern: (text, offset) => {
      const literal = expressionString(text, offset, spelling);
      if (literal === undefined || "unclosed" in literal) return null;
      return match(text, offset, literal.next, literal);
    },
  });
}

export const QuotedString = quoted("QuotedString", "plain");
export const EscapedString = quoted("EscapedString", "in-text");

const operandEnds: ReadonlySet<string> = new Set(
  [Name, Field, True, False, Null, RightBracket, RightParenthesis, QuotedString, EscapedString]
    .map((type) => type.name)
    .concat("TagNumber"),
);

function beginsOperand(before: readonly IToken[]): boolean {
  const last = before.at(-1);
  return last === undefined || !operandEnds.has(last.tokenType.name);
}

/** A sign, and a dot before digits, belong to a number only where an operand may begin. */
function numberHere(pattern: (text: string, offset: number) => [string] | null): CustomPatternMatcherFunc {
  return (text, offset, before) =>
    /[-+.]/.test(text.charAt(offset)) && !beginsOperand(before) ? null : pattern(text, offset);
}

export const TagNumber = token({ name: "TagNumber", pattern: numberHere(matchNumber), category: NumberLiteral });
export const BadTagNumber = token({ name: "BadTagNumber", pattern: numberHere(matchBadNumber), category: Invalid });

/** A comment inside a tag: reported, then passed over. */
export const CommentInTag = token({
  name: "CommentInTag",
  group: strayGroup,
  pattern: (text, offset) => {
    const end = endOfComment(text, offset);
    if (end === undefined) return null;
    return mistake(text, {
      code: "comment-in-tag",
      start: offset,
      end,
      repair: [{ start: offset, end, text: "" }],
    });
  },
});

/** A tab inside a tag that stands in a text, where JSON allows no control character: reported, then passed over. */
export const TabInText = token({
  name: "TabInText",
  group: strayGroup,
  pattern: (text, offset) => {
    if (text.charAt(offset) !== "\t") return null;
    const repair = [{ start: offset, end: offset + 1, text: " " }];
    return mistake(text, { code: "control-character", start: offset, end: offset + 1, repair });
  },
});

/** An operator of other languages. */
export const UnsupportedOperator = token({
  name: "UnsupportedOperator",
  category: Invalid,
  pattern: (text, offset) => {
    // `=>>` is `=` and the end of a tag.
    const found = /^(?:===|!==|=>(?!>)|\*\*|[-*/%{};~^]|&(?!&)|\|(?!\|)|=(?!=))/.exec(
      text.slice(offset, offset + 3),
    )?.[0];
    if (found === undefined) return null;
    return mistake(text, { code: "unsupported-operator", start: offset, end: offset + found.length, found });
  },
});

function unexpected(name: string, spelling: Spelling): TokenType {
  return token({
    name,
    category: Invalid,
    pattern: (text, offset) => {
      const character = expressionCharacter(text, offset, spelling);
      const end = offset + Math.max(codePointAt(text, offset).length, (character?.next ?? 0) - offset);
      const found = text.slice(offset, end);
      const problem: Problem = character?.problem ?? { code: "unexpected-character", start: offset, end, found };
      return match(text, offset, end, { problems: [problem] });
    },
  });
}

export const UnexpectedInTag = unexpected("UnexpectedInTag", "plain");
export const UnexpectedInTagInText = unexpected("UnexpectedInTagInText", "in-text");
