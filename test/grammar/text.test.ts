import { describe, expect, test } from "vitest";
import { chunkAt, textAt } from "../../grammar/text.ts";

describe("chunkAt", () => {
  test("ends at a tag, a quote, a line end or the end", () => {
    expect(["ab<<", "ab{{", 'ab"', "ab\n", "ab\r", "ab"].map((text) => chunkAt(text, 0))).toEqual(
      Array.from({ length: 6 }, () => ({ value: "ab", next: 2, problems: [] })),
    );
  });

  test("decodes escapes, a delimiter too", () => {
    expect(chunkAt('\\u007b{ \\"<', 0)).toEqual({ value: '{{ "<', next: 11, problems: [] });
  });

  test("collects what is wrong", () => {
    expect(chunkAt("\\x\\u", 0).problems).toEqual([
      { code: "invalid-escape", start: 0, end: 2, found: "\\x" },
      { code: "invalid-escape", start: 2, end: 4, found: "\\u" },
    ]);
  });
});

describe("textAt", () => {
  test("tells a plain text from one with tags", () => {
    expect(textAt('"a" ', 0)).toEqual({ kind: "plain", end: 3, value: "a", problems: [] });
    expect(textAt('"<< x >> {{ y }}" ', 0)).toEqual({ kind: "tagged", end: 17 });
  });

  test("goes on behind a broken tag", () => {
    expect(textAt('"<<>>" ', 0)).toEqual({ kind: "tagged", end: 6 });
  });

  test("takes a text that never closes to the end of its line, but for the brackets and the comma", () => {
    const broken = (end: number) => ({
      kind: "broken",
      end,
      problem: { code: "unclosed-string", start: 0, end },
    });
    expect(textAt('"ab },\n', 0)).toEqual(broken(3));
    expect(textAt('"<< x >>', 0)).toEqual(broken(8));
    expect(textAt('"', 0)).toEqual(broken(1));
  });

  test("takes one that closes on a later line for one text with a raw line end", () => {
    expect(textAt('"a\r\nb" }', 0)).toEqual({
      kind: "broken",
      end: 6,
      problem: {
        code: "control-character",
        start: 2,
        end: 4,
        repair: [{ start: 2, end: 4, text: "\\n" }],
      },
    });
    expect(textAt('"a\nb\\"c" }', 0)).toMatchObject({ end: 8, problem: { start: 2, end: 3 } });
    expect(textAt('"a\n"b": 1 }', 0)).toMatchObject({ end: 2, problem: { code: "unclosed-string" } });
  });
});
