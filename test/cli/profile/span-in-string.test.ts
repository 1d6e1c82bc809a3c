import { expect, test } from "vitest";
import { spanInString } from "../../../src/cli/profile/span-in-string.ts";

test.each([
  ['{"a": "b c"}', 1, 4, { start: 2, end: 3 }, "c"],
  ['{"a" : "\\u0041\\n\\"c"}', 1, 4, { start: 2, end: 4 }, '\\"c'],
  ['["xyz"]', 1, 6, { start: 1, end: 2 }, "y"],
  ['{"a": 1}', 1, 4, { start: 0, end: 1 }, '"a"'],
])("%s has the part at its place", (json, start, end, part, text) => {
  const span = spanInString(json, { start, end }, part);
  expect(json.slice(span.start, span.end)).toBe(text);
});
