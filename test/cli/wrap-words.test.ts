import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { hangingText, wrapWords } from "../../src/cli/wrap-words.ts";

const lines = fc
  .array(fc.string({ minLength: 1, unit: fc.constantFrom(..."abc-") }), { maxLength: 20 })
  .map((words) => words.join(" "));

property.prop([lines, fc.integer({ min: 1, max: 40 })])(
  "no row is wider than it may be, unless a word is",
  (line, width) => {
    const rows = wrapWords(line, width);
    expect(rows.join(" ")).toBe(line);
    for (const row of rows) expect(row.length <= width || !row.includes(" ")).toBe(true);
  },
);

test("a text hangs below its beginning, and is not squeezed where there is no room", () => {
  expect(hangingText("one two three", 4, undefined)).toBe("one two three");
  expect(hangingText("one two three four five six", 4, 30)).toBe("one two three four five\n    six");
  expect(hangingText("one two three four five six", 50, 60)).toBe(`one two three four five\n${" ".repeat(50)}six`);
});
