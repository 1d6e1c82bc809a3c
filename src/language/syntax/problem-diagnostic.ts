import type { Problem } from "../../../grammar/problem.ts";
import type { Diagnostic, Fix } from "../diagnostics/diagnostic.ts";
import { quoteSource } from "../diagnostics/quote-source.ts";
import { report } from "../diagnostics/report.ts";
import { maxExpressionDepth, maxJsonDepth } from "../vocabulary/limits.ts";

interface Wording {
  readonly message: string;
  readonly help?: string | undefined;
  /** What the repair does, where there is one. */
  readonly repair?: string;
}

const helpByOperator: Readonly<Record<string, string>> = {
  "-": "the language has no subtraction: add a negative number, as in `level + -1`; a name may hold `-` without blanks, as in `a-b`",
  "*": "the language has no multiplication",
  "/": "the language has no division",
  "%": "the language has no remainder",
  "=": "compare with `==`",
  "===": "compare with `==`",
  "!==": "compare with `!=`",
  "&": "combine conditions with `&&`",
  "|": "combine conditions with `||`, give a default with `??`",
  "{": "the JSON around the tag builds objects",
  "}": "the JSON around the tag builds objects",
  "=>": "a macro takes a name and an expression: `list.map(x, x.id)`",
};

const helpByWord: Readonly<Record<string, string>> = {
  and: "combine conditions with `&&`",
  or: "combine conditions with `||`, give a default with `??`",
  not: "negate with `!`, as in `!has(member.name)`",
  is: "compare with `==`",
  if: "a condition is written `condition ? value : other`",
  else: "a condition is written `condition ? value : other`",
};

const wordingByCode: Readonly<Record<Problem["code"], (problem: Problem, found: string) => Wording>> = {
  "comment-in-tag": () => ({ message: "a comment inside a tag", help: "put it before the tag", repair: "remove it" }),
  "control-character": () => ({
    message: "a raw control character in a string",
    help: "write it as an escape, as in `\\n` or `\\u0007`",
    repair: "write it as an escape",
  }),
  "empty-tag": ({ expected }) =>
    expected === undefined
      ? { message: "the tag is empty", help: "put an expression in it, as in `<< member.name >>`" }
      : { message: `${expected} is empty` },
  "invalid-escape": (_, found) => ({
    message: `${found} is not an escape here`,
    help: 'in a text a tag knows only `\\"` and `\\\\`; elsewhere the escapes are `\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX`',
  }),
  "invalid-key": () => ({
    message: "the name of a claim is a string in double quotes",
    repair: "put it in double quotes",
  }),
  "invalid-number": (_, found) => ({
    message: `${found} is not a JSON number`,
    help: "no leading zero, no `+` in front, digits on both sides of the point",
  }),
  "mismatched-bracket": ({ expected }, found) =>
    expected === undefined
      ? { message: `${found} closes nothing` }
      : { message: `${found} stands where ${expected} would close the last bracket` },
  "mismatched-tag": ({ found, expected }) => ({
    message: `a tag that opens with \`${found}\` closes with \`${expected}\``,
    repair: `close it with \`${expected}\``,
  }),
  "missing-comma": () => ({ message: "a comma is missing", repair: "insert it" }),
  "nesting-too-deep": ({ found }) =>
    found === "json"
      ? { message: `objects and lists nest deeper than ${maxJsonDepth}` }
      : { message: `the expression nests deeper than ${maxExpressionDepth}` },
  "not-an-object": ({ found }, quoted) => ({
    message: found ? `a template is a JSON object, not ${quoted}` : "the template is empty",
    help: 'begin with `{`, as in `{ "name": << member.name >> }`',
  }),
  "number-out-of-range": ({ found }) => ({
    message:
      found === "overflow" ? "the number is too large for a double" : "a double cannot hold this whole number exactly",
    help: found === "overflow" ? undefined : "put it in double quotes to keep every digit",
  }),
  "quote-in-tag": () => ({
    message: "a double quote inside the tag ends the text around it",
    help: "write strings inside a text in single quotes",
    repair: "use single quotes",
  }),
  "single-quoted-string": () => ({ message: "a string in single quotes", repair: "use double quotes" }),
  "tag-in-key": () => ({
    message: "a tag in the name of a claim",
    help: "names of claims are fixed; a tag is a value",
  }),
  "trailing-comma": () => ({ message: "a comma before the closing bracket", repair: "remove it" }),
  "triple-delimiter": ({ expected }, found) => ({
    message: `${found} does not open a tag`,
    help: `write \`${expected}\``,
    repair: `write \`${expected}\``,
  }),
  "unclosed-bracket": ({ expected }, found) => ({
    message: `${found} is not closed`,
    help: `close it with ${expected}`,
  }),
  "unclosed-comment": () => ({ message: "the comment is not closed", help: "close it with `*/`" }),
  "unclosed-string": () => ({
    message: "the string is not closed on its line",
    help: 'close it with its quote; a quote inside it is written `\\"`',
  }),
  "unclosed-tag": ({ expected }) => ({ message: "the tag is not closed", help: `close it with \`${expected}\`` }),
  "unexpected-character": (_, found) => ({ message: `unexpected ${found}`, repair: "replace it with a blank" }),
  "unexpected-token": ({ found, after = "", expected }, quoted) => {
    const actual = found === undefined ? "the end of the template" : quoted;
    const word = [found ?? "", after].find((each) => Object.hasOwn(helpByWord, each));
    const chained = found === "." && after === "?" ? "what is missing is null already: write `.` alone" : undefined;
    const help = word === undefined ? chained : helpByWord[word];
    return {
      message: expected === undefined ? `unexpected ${actual}` : `expected ${expected}, found ${actual}`,
      help,
      repair: "remove it",
    };
  },
  "unsupported-operator": ({ found = "" }, quoted) => ({
    message: `${quoted} is not an operator of the language`,
    help: Object.hasOwn(helpByOperator, found) ? helpByOperator[found] : undefined,
  }),
};

/** The diagnostic for a mistake in the surface of a template. */
export function problemDiagnostic(problem: Problem, detail: { help?: string; fix?: Fix } = {}): Diagnostic {
  const wording = wordingByCode[problem.code](problem, quoteSource(problem.found ?? ""));
  const { repair } = problem;
  const fix =
    repair === undefined || wording.repair === undefined
      ? undefined
      : {
          title: wording.repair,
          edits: repair.map(({ start, end, text }) => ({ span: { start, end }, text })),
        };
  return report(problem.code, { start: problem.start, end: problem.end }, wording.message, {
    help: detail.help ?? wording.help,
    fix: detail.fix ?? fix,
  });
}
