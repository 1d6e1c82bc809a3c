import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineMapOf } from "../../../src/language/source/line-map.ts";

describe("a line map", () => {
  test("counts lines after LF, CR LF and CR, and columns in code units", () => {
    const lines = lineMapOf("a\nb😀c\r\nd\re");
    expect(lines.lineCount).toBe(4);
    expect([0, 1, 2, 5, 6, 7, 8, 9, 10].map((offset) => lines.position(offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 2, column: 1 },
      { line: 2, column: 4 },
      { line: 2, column: 5 },
      { line: 2, column: 6 },
      { line: 3, column: 1 },
      { line: 3, column: 2 },
      { line: 4, column: 1 },
    ]);
  });

  test("gives a line without its end", () => {
    const text = "one\r\ntwo\n";
    const lines = lineMapOf(text);
    expect([1, 2, 3].map((line) => text.slice(lines.line(line).start, lines.line(line).end))).toEqual([
      "one",
      "two",
      "",
    ]);
  });

  test("takes what is outside the text for its nearest end", () => {
    const lines = lineMapOf("ab\nc");
    expect([-5, 99].map((offset) => lines.position(offset))).toEqual([
      { line: 1, column: 1 },
      { line: 2, column: 2 },
    ]);
    expect([lines.line(0), lines.line(9)]).toEqual([lines.line(1), lines.line(2)]);
  });

  test("begins after a byte order mark, as editors do", () => {
    const lines = lineMapOf("\ufeff{}");
    expect([0, 1, 2].map((offset) => lines.position(offset).column)).toEqual([1, 1, 2]);
    expect(lines.line(1)).toEqual({ start: 1, end: 3 });
  });

  test("agrees with splitting the text, for every offset", () => {
    const texts = fc.array(fc.constantFrom("a", "é", "😀", "\n", "\r", "\r\n")).map((parts) => parts.join(""));
    fc.assert(
      fc.property(texts, (text) => {
        const lines = lineMapOf(text);
        expect(lines.lineCount).toBe(text.split(/\r\n|\r|\n/).length);
        for (let offset = 0; offset <= text.length; offset++) {
          const before = text.slice(0, offset);
          // The line feed of a CR LF belongs to the line that it ends.
          const inLineEnd = before.endsWith("\r") && text[offset] === "\n";
          const started = (inLineEnd ? before.slice(0, -1) : before).split(/\r\n|\r|\n/);
          const column = (started.at(-1)?.length ?? 0) + 1 + (inLineEnd ? 1 : 0);
          expect(lines.position(offset)).toEqual({ line: started.length, column });
        }
      }),
    );
  });
});
