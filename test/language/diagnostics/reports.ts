import type { FileReport } from "../../../src/language/diagnostics/file-report.ts";

const text = '{\r\n  "a": << x >>,\r\n  "b": "<<y>>"\r\n}\r\n';

/** One report of each kind: with every severity and a fix, without a problem, and with names that need escapes. */
export const sampleReports: readonly FileReport[] = [
  {
    path: "claims/a.claims",
    text,
    diagnostics: [
      {
        code: "unknown-root",
        severity: "error",
        message: "unknown root `x`",
        span: { start: text.indexOf("x"), end: text.indexOf("x") + 1 },
        help: "did you mean `y`?",
        fix: {
          title: "write `y`",
          edits: [{ span: { start: text.indexOf("x"), end: text.indexOf("x") + 1 }, text: "y" }],
        },
      },
      {
        code: "prefer-bare-tag",
        severity: "warning",
        message: "a text that is only one tag",
        span: { start: text.indexOf('"<<'), end: text.indexOf('>>"') + 3 },
        fix: {
          title: "drop the quotes",
          edits: [
            { span: { start: text.indexOf('"<<'), end: text.indexOf('"<<') + 1 }, text: "" },
            { span: { start: text.indexOf('>>"') + 2, end: text.indexOf('>>"') + 3 }, text: "" },
          ],
        },
      },
      {
        code: "output-size-unknown",
        severity: "info",
        message: "over\u202e 100%, <maybe>",
        span: { start: 0, end: text.length },
      },
    ],
  },
  { path: "clean.claims", text: "{}", diagnostics: [], summary: { digest: "sha256:0" } },
  {
    path: 'odd & "names"/c:1,100%\ud800.claims',
    text: "",
    diagnostics: [{ code: "not-an-object", severity: "error", message: "nothing\nhere", span: { start: 0, end: 0 } }],
  },
];
