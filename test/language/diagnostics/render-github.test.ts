import { expect, test } from "vitest";
import { renderGithub } from "../../../src/language/diagnostics/render-github.ts";
import { sampleReports } from "./reports.ts";

test("each diagnostic is one workflow command, with what would end it escaped", () => {
  expect(renderGithub(sampleReports).split("\n")).toEqual([
    "::error file=claims/a.claims,line=2,col=11,endLine=2,endColumn=12,title=unknown-root::unknown root `x`%0Ahelp: did you mean `y`?",
    "::warning file=claims/a.claims,line=3,col=8,endLine=3,endColumn=15,title=prefer-bare-tag::a text that is only one tag",
    "::notice file=claims/a.claims,line=1,col=1,endLine=5,endColumn=1,title=output-size-unknown::over<U+202E> 100%25, <maybe>",
    '::error file=odd & "names"/c%3A1%2C100%25\ud800.claims,line=1,col=1,endLine=1,endColumn=1,title=not-an-object::nothing<U+000A>here',
    "",
  ]);
});

test("no diagnostic is no output", () => {
  expect(renderGithub([{ path: "a.claims", text: "{}", diagnostics: [] }])).toBe("");
});

test("a file name with a line feed stays one command", () => {
  const [report] = sampleReports.slice(2);
  expect(
    renderGithub([{ ...report, path: "a\r\n::stop-commands::x", text: "", diagnostics: report?.diagnostics ?? [] }]),
  ).toMatch(/^::error file=a%0D%0A%3A%3Astop-commands%3A%3Ax,[^\n]*\n$/);
});
