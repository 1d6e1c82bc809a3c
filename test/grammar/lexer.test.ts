import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tokenize } from "../../grammar/lexer.ts";
import { payloadOf } from "../../grammar/tokens/token.ts";
import { tokensInTag, tokensOf } from "./lexing.ts";
import { templateText } from "./template-text.ts";

const problemsOf = (text: string): readonly string[] =>
  tokenize(text).problems.map(({ code, start, end }) => `${code} ${start}-${end}`);

describe("tokenize, in the JSON part", () => {
  test("finds brackets, separators, constants and numbers", () => {
    expect(tokensOf('{"a":[true,false,null,-1.5e3]}')).toEqual([
      "LeftBrace {",
      'PlainText "a"',
      "Colon :",
      "LeftBracket [",
      "True true",
      "Comma ,",
      "False false",
      "Comma ,",
      "Null null",
      "Comma ,",
      "JsonNumber -1.5e3",
      "RightBracket ]",
      "RightBrace }",
    ]);
  });

  test("keeps comments apart", () => {
    const { tokens, comments } = tokenize("{ // one\n /* two */ }");
    expect(tokens.map(({ image }) => image)).toEqual(["{", "}"]);
    expect(comments.map(({ image, startOffset }) => [image, startOffset])).toEqual([
      ["// one", 2],
      ["/* two */", 10],
    ]);
  });

  test("takes an unclosed comment to the end", () => {
    const { tokens, comments, problems } = tokenize("{ /* a");
    expect(tokens.map(({ image }) => image)).toEqual(["{"]);
    expect(comments.map(({ image }) => image)).toEqual(["/* a"]);
    expect(problems).toEqual([{ code: "unclosed-comment", start: 2, end: 4 }]);
  });

  test("skips a byte order mark at the beginning only", () => {
    expect(tokensOf("\ufeff{}")).toEqual(["LeftBrace {", "RightBrace }"]);
    expect(problemsOf("{\ufeff}")).toEqual(["unexpected-character 1-2"]);
  });

  test("passes over white space that is not JSON's, with a repair", () => {
    expect(tokenize("{\u00a0\v}").problems).toEqual([
      {
        code: "unexpected-character",
        start: 1,
        end: 3,
        found: "\u00a0\v",
        repair: [{ start: 1, end: 3, text: " " }],
      },
    ]);
    expect(tokensOf("{\u00a0\v}")).toEqual(["LeftBrace {", "RightBrace }"]);
  });

  test("decodes a plain text", () => {
    const [token] = tokenize('"a\\u00e4\\n"').tokens;
    expect(token && payloadOf(token)?.value).toBe("aä\n");
  });

  test.each([
    ["a bare word", "member.name", "Word member.name"],
    ["a word that begins as a constant", "nullable", "Word nullable"],
    ["a string in single quotes", "'a\"'", "SingleQuoted 'a\"'"],
    ["a number with a leading zero", "01", "BadJsonNumber 01"],
    ["a number with a sign", "+1", "BadJsonNumber +1"],
    ["a number without a digit behind its point", "1.", "BadJsonNumber 1."],
    ["a point", ".", "Unexpected ."],
    ["an operator", "==", "Unexpected =="],
    ["a quote that is never closed", "'a", "Unexpected '"],
    ["a text that is never closed", '"a', 'BrokenText "a'],
  ])("has a token for %s", (_, text, token) => {
    expect(tokensOf(text)[0]).toBe(token);
  });

  test("proposes double quotes for single ones", () => {
    expect(tokenize("'it\\'s'").problems).toEqual([
      { code: "single-quoted-string", start: 0, end: 7, repair: [{ start: 0, end: 7, text: '"it\'s"' }] },
    ]);
  });

  test.each([
    ["9007199254740993", ["number-out-of-range 0-16"]],
    ["9007199254740992", []],
    ["-1e999", ["number-out-of-range 0-6"]],
    ["9007199254740993.0", []],
  ])("judges whether a double holds %s", (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });
});

describe("tokenize, in a text", () => {
  test("finds the tags and what stands beside them", () => {
    expect(tokensOf('"a << x >>b{{ y }}"')).toEqual([
      'TextOpen "',
      "Chunk a ",
      "AnglesOpenInText <<",
      "Name x",
      "AnglesClose >>",
      "Chunk b",
      "BracesOpenInText {{",
      "Name y",
      "BracesClose }}",
      'TextClose "',
    ]);
  });

  test("reads the escapes of the text inside a tag", () => {
    const strings = tokenize('"<< \\"a\\\\n\\" + \'b\' >>"').tokens.filter(
      ({ tokenType }) => tokenType.name === "EscapedString",
    );
    expect(strings.map((token) => payloadOf(token)?.value)).toEqual(["a\n", "b"]);
  });

  test("reports a raw tab in a tag and passes over it", () => {
    expect(tokensOf('"<<\tx >>"')).toContain("Name x");
    expect(tokenize('"<<\tx >>"').problems).toEqual([
      { code: "control-character", start: 3, end: 4, repair: [{ start: 3, end: 4, text: " " }] },
    ]);
  });

  test("has one token for what is broken", () => {
    expect(tokensOf('"<<>>."')).toEqual(['TextOpen "', "BrokenTagInText <<>>", "Chunk .", 'TextClose "']);
    expect(tokensOf('"<< \\n >>"')).toContain("UnexpectedInTagInText \\");
  });
});

describe("tokenize, in a tag", () => {
  test("finds the longest operator", () => {
    expect(tokensInTag("a ?? b ? c : !d || e <= f")).toEqual([
      "Name a",
      "OperatorSign ??",
      "Name b",
      "Question ?",
      "Name c",
      "Colon :",
      "Bang !",
      "Name d",
      "OperatorSign ||",
      "Name e",
      "OperatorSign <=",
      "Name f",
    ]);
  });

  test("takes words for names but for the keywords", () => {
    expect(tokensInTag("in inside true truth null größe-2")).toEqual([
      "In in",
      "Name inside",
      "True true",
      "Name truth",
      "Null null",
      "Name größe-2",
    ]);
  });

  test("takes more for a name behind a dot", () => {
    expect(tokensInTag("a.in.0.$b.2fa")).toEqual([
      "Name a",
      "Dot .",
      "Field in",
      "Dot .",
      "Field 0",
      "Dot .",
      "Field $b",
      "Dot .",
      "Field 2fa",
    ]);
  });

  test("takes a sign for part of a number only where an operand may begin", () => {
    expect(tokensInTag("-1 + -2")).toEqual(["TagNumber -1", "OperatorSign +", "TagNumber -2"]);
    expect(tokensInTag("1 -1")).toEqual(["TagNumber 1", "UnsupportedOperator -", "TagNumber 1"]);
    expect(tokensInTag("a-1")).toEqual(["Name a-1"]);
    expect(tokensInTag("(a) -1")).toContain("UnsupportedOperator -");
  });

  test("closes with the delimiter that opened it, outside its strings", () => {
    expect(tokensOf("{{ '}}' }}}")).toEqual(["BracesOpen {{", "QuotedString '}}'", "BracesClose }}", "RightBrace }"]);
    expect(tokensOf("<< '>>' >>")).toEqual(["AnglesOpen <<", "QuotedString '>>'", "AnglesClose >>"]);
  });

  test.each(["-", "*", "/", "%", "{", ";", "~", "^", "&", "|", "=", "===", "!==", "=>", "**"])(
    "knows that `%s` is an operator elsewhere",
    (sign) => {
      expect(tokensInTag(`a ${sign} b`)).toEqual(["Name a", `UnsupportedOperator ${sign}`, "Name b"]);
    },
  );

  test.each([
    ["a line comment", "a // b", "// b"],
    ["a block comment", "a /* b */", "/* b */"],
    ["a block comment that is not closed", "a /* b", "/* b"],
    ["a comment with a line behind it", "a // b\n", "// b"],
  ])("passes over %s", (_, expression, comment) => {
    const start = '{"a":<<'.length + 2;
    const end = start + comment.length;
    expect(tokensInTag(expression)).toEqual(["Name a"]);
    expect(tokenize(`{"a":<<${expression}>>}`).problems).toEqual([
      { code: "comment-in-tag", start, end, repair: [{ start, end, text: "" }] },
    ]);
  });

  test("takes a character that begins nothing as a whole", () => {
    expect(tokensInTag("😀")).toEqual(["UnexpectedInTag 😀"]);
  });
});

describe("tokenize, whatever the text", () => {
  test("leaves out white space only", () => {
    fc.assert(
      fc.property(templateText, (text) => {
        const { tokens, comments, problems } = tokenize(text);
        let covered = 0;
        for (const token of [...tokens, ...comments].sort((a, b) => a.startOffset - b.startOffset)) {
          expect(token.startOffset).toBeGreaterThanOrEqual(covered);
          const between = { start: covered, end: token.startOffset };
          const explained = problems.some(({ start, end }) => start >= between.start && end <= between.end);
          expect(explained || /^\ufeff?[ \t\r\n]*$/.test(text.slice(between.start, between.end))).toBe(true);
          expect(text.startsWith(token.image, token.startOffset)).toBe(true);
          covered = token.startOffset + token.image.length;
        }
      }),
    );
  });

  test("places every problem inside it", () => {
    fc.assert(
      fc.property(templateText, (text) => {
        for (const { start, end } of tokenize(text).problems) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
