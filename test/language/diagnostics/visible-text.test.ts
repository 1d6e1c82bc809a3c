import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf, escapeJson, visible, visibleJson } from "../../../src/language/diagnostics/visible-text.ts";

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom("\u001b", "\u202e", "\u200b", "\ud800", "é", "漢"),
    fc.string({ unit: "binary", maxLength: 1 }),
  ),
});

describe("visible", () => {
  test.each([
    ["plain é 漢 😀", "plain é 漢 😀"],
    ["\u001b[31m", "<U+001B>[31m"],
    ["a\u202eb", "a<U+202E>b"],
    ["zero\u200bwidth", "zero<U+200B>width"],
    ["line\r\n", "line<U+000D><U+000A>"],
    ["\u2028", "<U+2028>"],
    ["\u009b", "<U+009B>"],
    ["\ud800", "<U+D800>"],
    ["\u{e0041}", "<U+E0041>"],
    ["\u3164", "<U+3164>"],
  ])("writes %j so that it can be seen", (text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  test("lets no control, format or unassigned character through", () => {
    fc.assert(fc.property(anyText, (text) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(visible(text))));
  });
});

describe("visibleJson", () => {
  test("escapes what a terminal would obey, and stays the same JSON", () => {
    expect(visibleJson({ a: "\u202e\u009b\u{e0041}", b: undefined })).toBe(
      '{\n  "a": "\\u202e\\u009b\\udb40\\udc41"\n}',
    );
  });

  test("reads back as the same value", () => {
    fc.assert(
      fc.property(fc.record({ text: anyText, list: fc.array(anyText) }), (value) => {
        const json = visibleJson(value);
        expect(JSON.parse(json)).toEqual(value);
        expect(/[^\P{C}\n]/u.test(json)).toBe(false);
        expect(JSON.parse(escapeJson(JSON.stringify(value)))).toEqual(value);
      }),
    );
  });
});

describe("cellsOf", () => {
  test("gives each code point its place, text and width", () => {
    expect(cellsOf("\té漢😀\u0301\u001b", 10)).toEqual([
      { start: 10, end: 11, text: "    ", width: 4 },
      { start: 11, end: 12, text: "é", width: 1 },
      { start: 12, end: 13, text: "漢", width: 2 },
      { start: 13, end: 15, text: "😀", width: 2 },
      { start: 15, end: 16, text: "\u0301", width: 0 },
      { start: 16, end: 17, text: "<U+001B>", width: 8 },
    ]);
  });

  test("writes out combining marks beyond four on one character", () => {
    const cells = cellsOf(`a${"\u0301".repeat(6)}b`, 0);
    expect(cells.map(({ text }) => text).join("")).toBe(`a${"\u0301".repeat(4)}<U+0301><U+0301>b`);
  });

  test("covers the text without a gap", () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, start) => {
        let next = start;
        for (const cell of cellsOf(text, start)) {
          expect(cell.start).toBe(next);
          next = cell.end;
        }
        expect(next).toBe(start + text.length);
      }),
    );
  });
});
