import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { claimsParser, parse } from "../../grammar/parse.ts";
import { compile, format } from "../../src/language/index.ts";
import { lineMapOf } from "../../src/language/source/line-map.ts";
import { symbolsOfTree } from "./grammar-symbols.ts";
import { templateText } from "./template-text.ts";

const LIMITS = { json: 32, expression: 32 };

/** What is wrong with a text: codes and places. */
function problemsOf(text: string): readonly string[] {
  return parse(text, LIMITS).problems.map(({ code, start, end }) => `${code} ${start}-${end}`);
}

describe("parse", () => {
  test("gives the tree and the comments of a template", () => {
    const { cst, comments, problems, brokenTags } = parse('{"a": << x >>} // end', LIMITS);
    expect(cst && [...symbolsOfTree(cst)].sort()).toEqual([
      "claim.Colon",
      "claim.key",
      "claim.value",
      "expression.operand",
      "key.PlainText",
      "object.LeftBrace",
      "object.RightBrace",
      "object.claim",
      "operand.Name",
      "tag.TagClose",
      "tag.TagOpen",
      "tag.expression",
      "template.object",
      "value.tag",
    ]);
    expect(comments.map(({ image }) => image)).toEqual(["// end"]);
    expect([problems, brokenTags]).toEqual([[], new Map()]);
  });

  test.each([
    ["", "not-an-object 0-0"],
    [" \n", "not-an-object 2-2"],
    ["[1]", "not-an-object 0-1"],
    ["<< x >>", "not-an-object 0-2"],
    ["'a' {}", "not-an-object 0-3"],
    ["/* {}", "unclosed-comment 0-2"],
    ["{} }", "mismatched-bracket 3-4"],
    ["{} {}", "unexpected-token 3-4"],
    ["{", "unclosed-bracket 0-1"],
    ['{ "a": [ ', "unclosed-bracket 7-8"],
    ['{ "a": 1 /* ', "unclosed-comment 9-11"],
    ['{ "a": "x ', "unclosed-string 7-9"],
    ['{ "a": << x', "unclosed-tag 7-9"],
    ['{ "a" 1 }', "unexpected-token 6-7"],
    ['{ "a": }', "unexpected-token 7-8"],
    ['{ "a": << >> }', "empty-tag 7-12"],
    ['{ "a": << x y >> }', "unexpected-token 12-13"],
    ['{ "a": << x ? y >> }', "unexpected-token 16-18"],
    ['{ "a": << f(, ) >> }', "unexpected-token 12-13"],
    ['{ "a": << x. >> }', "unexpected-token 13-15"],
    ['{ "a": << * x - y >> }', "unsupported-operator 10-11"],
    ['{ "a": << (x >> }', "unclosed-bracket 10-11"],
    ['{ "a": << x] >> }', "mismatched-bracket 11-12"],
    ['{ "a": "<< \\n >>" }', "invalid-escape 11-13"],
    ['{ "a": << x << y >> >> }', "unclosed-tag 7-9"],
    ['{ "a": 1 2 : }', "unexpected-token 9-10"],
    ['{ "a": << 1 // it\'s >> }', "comment-in-tag 12-20"],
    ['{ "a": << 1 /* \' */ >> }', "comment-in-tag 12-19"],
    ['{ "a": << x.-1e400 >> }', "number-out-of-range 12-18"],
  ])("tells one problem of %j", (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test.each([
    ['{ "a": << 1 2 >>, "b": << 3 4 >> }', ["unexpected-token 12-13", "unexpected-token 28-29"]],
    [
      '{ "a": << "\\x" + 9007199254740993 + /**/ * >> }',
      ["invalid-escape 11-13", "number-out-of-range 17-33", "comment-in-tag 36-40", "unsupported-operator 41-42"],
    ],
    ['{ "a": 01, "b": .5 }', ["invalid-number 7-9", "invalid-number 16-18"]],
  ])("tells every problem of %j", (text, problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test("knows that a tag cannot be read where a number in the wrong place is out of range too", () => {
    expect([...parse('{ "a": << x.-1e400 >> }', LIMITS).brokenTags.keys()]).toEqual([7]);
    expect([...parse('{ "a": << -1e400 >> }', LIMITS).brokenTags]).toEqual([]);
  });

  test("knows which tags cannot be read", () => {
    const { brokenTags } = parse('{ "a": << 1 2 >>, "b": << "\\x" >>, "c": "<< * >>", "d": << 1 >> }', LIMITS);
    expect([...brokenTags.keys()]).toEqual([7, 41]);
  });

  test.each([
    ['{ "a": << x 1 >> }', "the end of the tag"],
    ['{ "a": << 1 ? 2 >> }', "`:`"],
    ['{ "a": [1 : 2] }', "`,` or `]`"],
    ['{ "a": [ : ] }', "a value"],
    ['{ "a": 1 : 2 }', "`,` or `}`"],
    ["{ : 2 }", "the name of a claim"],
    ["{ << x >> }", "the name of a claim"],
    ['{ "a" }', "`:`"],
    ['{ "a": : }', "a value"],
    ['{ "a": << x. >> }', "a name"],
    ['{ "a": << [,] >> }', "`]`"],
    ["{} 1", "the end of the template"],
  ])("tells what it expected in %j", (text, expected) => {
    expect(parse(text, LIMITS).problems).toMatchObject([{ code: "unexpected-token", expected }]);
  });

  test("parses nothing that nests too deep", () => {
    const { cst, problems } = parse(`{"a":${"[".repeat(32)}`, LIMITS);
    expect(cst).toBeUndefined();
    expect(problems).toEqual([{ code: "nesting-too-deep", start: 36, end: 37, found: "json" }]);
  });

  test("gives up recovering after many errors, and still ends", () => {
    const errors = problemsOf(`{ "a": [${"1 : ".repeat(5000)}] }`);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThan(200);
  });

  test("reads the next template as if there had been none before", () => {
    problemsOf(`{ "a": [${"1 : ".repeat(5000)}] }`);
    expect(problemsOf('{ "a": 1, "b": << 1 2 >>, "c": << 3 4 >> }')).toEqual([
      "unexpected-token 20-21",
      "unexpected-token 36-37",
    ]);
  });

  test("has one parser", () => {
    expect(claimsParser()).toBe(claimsParser());
  });
});

describe("whatever the text", () => {
  test("compiling gives diagnostics inside it, and formatting gives what compiles alike", () => {
    fc.assert(
      fc.property(templateText, (text) => {
        const { diagnostics } = compile(text);
        const { position } = lineMapOf(text);
        for (const { span } of diagnostics) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(position(span.start).line).toBeGreaterThan(0);
        }
        const formatted = format(text);
        if (formatted.ok) expect(format(formatted.text)).toEqual(formatted);
      }),
      { numRuns: 2000 },
    );
  });
});
