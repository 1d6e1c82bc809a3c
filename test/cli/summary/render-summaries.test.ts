import { expect, test } from "vitest";
import { renderSummaries } from "../../../src/cli/summary/render-summaries.ts";
import type { Summary } from "../../../src/cli/summary/summary.ts";
import { plainPaint } from "../../../src/language/diagnostics/paint.ts";

const summary: Summary = {
  digest: "sha256:00",
  reads: ["member.name", "member.rbac.roles"],
  claims: [
    { claim: "a\u202e", required: true, type: '"x"' },
    { claim: "b", required: false, type: "string(..9)" },
  ],
  size: { least: 2, greatest: 90, loose: [] },
  total: true,
};

function rendered(more: Partial<Summary>): readonly string[] {
  const report = { path: "a.claims", text: "", diagnostics: [], summary: { ...summary, ...more } };
  return renderSummaries([report], plainPaint).split("\n");
}

test("a summary is one block, and files without one have none", () => {
  const clean = { path: "b.claims", text: "", diagnostics: [] };
  expect(renderSummaries([clean, { ...clean, path: "a.claims", summary }], plainPaint)).toBe(`a.claims
  digest  sha256:00
  reads   member.name
          member.rbac.roles
  claims  "a<U+202E>": "x"
          "b"?: string(..9)
  size    2 to 90 bytes
  total   yes: no expression can fail for data that fits

`);
});

test("a template that reads nothing has one size", () => {
  expect(rendered({ reads: [], claims: [], size: { least: 9, greatest: 9, loose: [] } })).toEqual([
    "a.claims",
    "  digest  sha256:00",
    "  reads   nothing",
    "  claims  none",
    "  size    9 bytes",
    "  total   yes: no expression can fail for data that fits",
    "",
    "",
  ]);
});

test("a template of which a summary was wanted says why it has none", () => {
  const report = { path: "a.claims", text: "", diagnostics: [], lacksSummary: true };
  expect(renderSummaries([report], plainPaint)).toBe("a.claims\n  no summary: the template has errors\n\n");
});

test("claims that fit no token are told of up to the byte", () => {
  const totalOf = (greatest: number) => rendered({ size: { least: 2, greatest, loose: [] } }).slice(7);
  const yes = "  total   yes: no expression can fail for data that fits";
  expect(totalOf(4096)).toEqual([yes, "", ""]);
  expect(totalOf(4097)).toEqual([yes, "          the claims can be too large, over 4096 bytes", "", ""]);
});

test("what is not bounded and what can fail is named", () => {
  const place = { line: 3, column: 4, claim: "/a", code: "required-missing", message: "it may be missing" };
  const lines = rendered({
    size: { least: 2, greatest: null, loose: ["request.x"] },
    total: [place, { ...place, line: 5 }],
  });
  expect(lines.slice(6)).toEqual([
    "  size    2 bytes or more, bounded by nothing",
    "  loose   request.x",
    "  total   no:",
    "          3:4 /a: it may be missing (required-missing)",
    "          5:4 /a: it may be missing (required-missing)",
    "          the claims can be too large, over 4096 bytes",
    "",
    "",
  ]);
});
