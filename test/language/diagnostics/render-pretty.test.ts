import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../src/language/diagnostics/diagnostic.ts";
import type { Paint } from "../../../src/language/diagnostics/paint.ts";
import { renderPretty, renderProblem } from "../../../src/language/diagnostics/render-pretty.ts";

/** A diagnostic about the first place where `part` stands in `text`. */
function about(text: string, part: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf(part);
  return {
    code: "some-code",
    severity: "error",
    message: "it is wrong",
    span: { start, end: start + part.length },
    ...more,
  };
}

function pretty(text: string, ...diagnostics: readonly Diagnostic[]): readonly string[] {
  return renderPretty([{ path: "a.claims", text, diagnostics }], { width: 40 }).split("\n");
}

const width = 40;

describe("renderPretty", () => {
  test("shows place, source line, underline, help and fix, and counts", () => {
    const text = '{\n  "plan": << member.trusted_metdata.plan >>\n}\n';
    const diagnostic = about(text, "trusted_metdata", {
      code: "unknown-property",
      message: "unknown property `trusted_metdata` of `member`",
      help: "did you mean `trusted_metadata`?",
      fix: { title: "write `trusted_metadata`", edits: [] },
    });
    expect(renderPretty([{ path: "a.claims", text, diagnostics: [diagnostic] }])).toBe(
      `error[unknown-property]: unknown property \`trusted_metdata\` of \`member\`
 --> a.claims:2:21
  |
2 |   "plan": << member.trusted_metdata.plan >>
  |                     ^^^^^^^^^^^^^^^
  = help: did you mean \`trusted_metadata\`?
  = fix: write \`trusted_metadata\`

1 error in 1 file
`,
    );
  });

  test("separates diagnostics by an empty line and counts by severity", () => {
    const text = "abc";
    const diagnostics = [
      about(text, "a"),
      about(text, "b"),
      about(text, "c", { severity: "warning" }),
      about(text, "c", { severity: "info" }),
      about(text, "b", { severity: "info" }),
    ];
    const lines = pretty(text, ...diagnostics);
    expect(lines.filter((line) => line.includes("["))).toEqual([
      "error[some-code]: it is wrong",
      "error[some-code]: it is wrong",
      "warning[some-code]: it is wrong",
      "info[some-code]: it is wrong",
      "info[some-code]: it is wrong",
    ]);
    expect(lines.at(-2)).toBe("2 errors, 1 warning, 2 notes in 1 file");
  });

  test("says so where there is no problem", () => {
    const report = { path: "a.claims", text: "{}", diagnostics: [] };
    expect(renderPretty([report, report])).toBe("no problems in 2 files\n");
  });

  test("aligns the underline under wide and combining characters and tabs", () => {
    const text = '\t"漢e\u0301😀": here';
    const [, , , source, underline] = pretty(text, about(text, "here"));
    expect(source).toBe('1 |     "漢e\u0301😀": here');
    expect(underline).toBe(`  | ${" ".repeat(4 + 1 + 2 + 1 + 2 + 3)}^^^^`);
  });

  test("underlines a wide character over its width", () => {
    expect(pretty("x漢", about("x漢", "漢"))[4]).toBe("  |  ^^");
  });

  test("shows the characters of a hostile template instead of obeying them", () => {
    const text = "\u001b[2J\u202e\u0007";
    const report = {
      path: "a\u001b.claims",
      text,
      diagnostics: [about(text, "[2J", { message: "bad \u001b]0;", help: "no\nway" })],
    };
    expect(renderPretty([report])).toBe(`error[some-code]: bad <U+001B>]0;
 --> a<U+001B>.claims:1:2
  |
1 | <U+001B>[2J<U+202E><U+0007>
  |         ^^^
  = help: no<U+000A>way

1 error in 1 file
`);
  });

  test("marks an empty span, the end of a line and the end of the text with one caret", () => {
    const text = "ab\n";
    const frames = [1, 2, 3].map((offset) => pretty(text, about(text, "", { span: { start: offset, end: offset } })));
    expect(frames.map((lines) => lines.slice(1, 5))).toEqual([
      [" --> a.claims:1:2", "  |", "1 | ab", "  |  ^"],
      [" --> a.claims:1:3", "  |", "1 | ab", "  |   ^"],
      [" --> a.claims:2:1", "  |", "2 |", "  | ^"],
    ]);
  });

  test("shows every line of a span over up to three lines", () => {
    const text = "one {\n  two\n} three";
    expect(pretty(text, about(text, "{\n  two\n}")).slice(2, -3)).toEqual([
      "  |",
      "1 | one {",
      "  |     ^",
      "2 |   two",
      "  | ^^^^^",
      "3 | } three",
      "  | ^",
    ]);
  });

  test("shows the first and the last line of a longer span, with room for the longest line number", () => {
    const text = `${"\n".repeat(7)}{\n\n\n\n}`;
    expect(pretty(text, about(text, "{\n\n\n\n}")).slice(1, -3)).toEqual([
      "  --> a.claims:8:1",
      "   |",
      " 8 | {",
      "   | ^",
      "   ...",
      "12 | }",
      "   | ^",
    ]);
  });

  test("cuts a long line to a window around the span", () => {
    const text = `${"a".repeat(100)}HERE${"b".repeat(100)}`;
    expect(pretty(text, about(text, "HERE")).slice(3, 5)).toEqual([
      `1 | …${"a".repeat(13)}HERE${"b".repeat(23)}…`,
      `  | ${" ".repeat(14)}^^^^`,
    ]);
  });

  test("cuts only where something is left out", () => {
    const start = `HERE${"b".repeat(100)}`;
    const end = `${"a".repeat(100)}HERE`;
    expect(pretty(start, about(start, "HERE"))[3]).toBe(`1 | HERE${"b".repeat(36)}…`);
    expect(pretty(end, about(end, "HERE"))[3]).toBe(`1 | …${"a".repeat(36)}HERE`);
    expect(pretty(end, about(end, "", { span: { start: 104, end: 104 } }))[4]).toBe(`  | ${" ".repeat(41)}^`);
  });

  test("underlines a span that is wider than the window to its edge", () => {
    const text = "x".repeat(500);
    expect(pretty(text, about(text, "", { span: { start: 100, end: 400 } })).slice(3, 5)).toEqual([
      `1 | …${"x".repeat(width)}…`,
      `  | ${" ".repeat(14)}${"^".repeat(27)}`,
    ]);
  });

  test("cuts between characters, not inside one", () => {
    const text = `a${"😀".repeat(200)}HERE${"😀".repeat(200)}`;
    const [, , , source = "", underline] = pretty(text, about(text, "HERE"));
    expect(source).toBe(`1 | …${"😀".repeat(6)}HERE${"😀".repeat(12)}…`);
    expect(underline).toBe(`  | ${" ".repeat(13)}^^^^`);
    expect(pretty(`${text}x`, about(`${text}x`, "HERE"))[3]).toBe(source);
  });

  test("takes a span outside the text for the nearest place in it", () => {
    expect(pretty("ab", about("ab", "", { span: { start: 90, end: 80 } })).slice(1, 5)).toEqual([
      " --> a.claims:1:3",
      "  |",
      "1 | ab",
      "  |   ^",
    ]);
  });

  test("does not show a byte order mark", () => {
    const text = "\ufeffab";
    expect(pretty(text, about(text, "b")).slice(1, 5)).toEqual([" --> a.claims:1:2", "  |", "1 | ab", "  |  ^"]);
  });

  test("stays within the width and shows nothing hidden, whatever the text", () => {
    const unit = fc.constantFrom("a", "\t", "漢", "😀", "\u0301", "\u202e", "\ud800", "\u001b", "\n", "\r\n");
    const text = fc.string({ unit, maxLength: 300 });
    fc.assert(
      fc.property(text, fc.nat(600), fc.nat(600), (source, start, length) => {
        const lines = pretty(source, about(source, "", { span: { start, end: start + length } }));
        expect(lines.filter((line) => /\p{C}/u.test(line))).toEqual([]);
        const columns = ([...line]: string) =>
          line.reduce((sum, character) => sum + (/\p{Mn}/u.test(character) ? 0 : /[漢😀]/u.test(character) ? 2 : 1), 0);
        // Line numbers take up to three columns, the margin three, and the signs that something is cut two.
        expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(width + 3 + 3 + 2);
        expect(lines.some((line) => /^ +\| +\^+$/.test(line))).toBe(true);
      }),
    );
  });

  test("paints the parts", () => {
    const paint: Paint = {
      severity: { error: (text) => `E(${text})`, warning: (text) => `W(${text})`, info: (text) => `I(${text})` },
      strong: (text) => `S(${text})`,
      faint: (text) => `F(${text})`,
    };
    const diagnostics = [about("ab", "b", { severity: "warning", help: "so" })];
    expect(
      renderPretty([{ path: "a.claims", text: "ab", diagnostics }], { paint }),
    ).toBe(`W(warning[some-code])S(: it is wrong)
 F(-->) a.claims:1:2
  F(|)
F(1 |) ab
  F(|)  W(^)
  F(=) S(help): so

W(1 warning) in 1 file
`);
  });
});

describe("renderProblem", () => {
  test("shows one problem with the caller's notes and counts nothing", () => {
    const text = '{"a": << x >>}';
    expect(
      renderProblem({ path: "a.claims", text }, about(text, "x"), [{ label: "claim", text: "/a" }]),
    ).toBe(`error[some-code]: it is wrong
 --> a.claims:1:10
  |
1 | {"a": << x >>}
  |          ^
  = claim: /a
`);
  });
});
