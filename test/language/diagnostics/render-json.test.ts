import { expect, test } from "vitest";
import { renderJson } from "../../../src/language/diagnostics/render-json.ts";
import { sampleReports } from "./reports.ts";

test("the JSON report has every diagnostic with offsets, lines and columns", () => {
  const place = (offset: number, line: number, column: number) => ({ offset, line, column });
  expect(JSON.parse(renderJson(sampleReports))).toEqual({
    version: 1,
    errors: 2,
    warnings: 1,
    infos: 1,
    files: [
      {
        path: "claims/a.claims",
        diagnostics: [
          {
            code: "unknown-root",
            severity: "error",
            message: "unknown root `x`",
            start: place(13, 2, 11),
            end: place(14, 2, 12),
            help: "did you mean `y`?",
            fix: { title: "write `y`", edits: [{ start: place(13, 2, 11), end: place(14, 2, 12), text: "y" }] },
          },
          {
            code: "prefer-bare-tag",
            severity: "warning",
            message: "a text that is only one tag",
            start: place(27, 3, 8),
            end: place(34, 3, 15),
            fix: {
              title: "drop the quotes",
              edits: [
                { start: place(27, 3, 8), end: place(28, 3, 9), text: "" },
                { start: place(33, 3, 14), end: place(34, 3, 15), text: "" },
              ],
            },
          },
          {
            code: "output-size-unknown",
            severity: "info",
            message: "over\u202e 100%, <maybe>",
            start: place(0, 1, 1),
            end: place(39, 5, 1),
          },
        ],
      },
      { path: "clean.claims", summary: { digest: "sha256:0" }, diagnostics: [] },
      {
        path: 'odd & "names"/c:1,100%\ud800.claims',
        diagnostics: [
          {
            code: "not-an-object",
            severity: "error",
            message: "nothing\nhere",
            start: place(0, 1, 1),
            end: place(0, 1, 1),
          },
        ],
      },
    ],
  });
});

test("the JSON report ends with a line feed and hides nothing from a terminal", () => {
  const text = renderJson(sampleReports);
  expect(text.endsWith("}\n")).toBe(true);
  expect(text).toContain("over\\u202e 100%");
});

test("the JSON report of no file is a document too", () => {
  expect(JSON.parse(renderJson([]))).toEqual({ version: 1, errors: 0, warnings: 0, infos: 0, files: [] });
});
