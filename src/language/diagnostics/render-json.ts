import { type LineMap, lineMapOf } from "../source/line-map.ts";
import type { Span } from "../source/span.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { type FileReport, tallyOf } from "./file-report.ts";
import { visibleJson } from "./visible-text.ts";

/**
 * The reports as one JSON document, for programs, with the problems of files that are not among them. Its shape is stable; `version` goes up if a member changes its meaning:
 *
 * ```
 * { version: 1, errors, warnings, infos,
 *   files: [{ path, summary?, diagnostics: [{ code, severity, message, start, end, help?, fix?: { title, edits: [{ start, end, text }] } }] }],
 *   problems?: [{ path?, line?, column?, pointer?, message, help? }] }
 * ```
 *
 * `start` and `end` are `{ offset, line, column }`: the offset in UTF-16 code units from 0, line and column from 1, `end` exclusive.
 */
export function renderJson(reports: readonly FileReport[], problems: readonly object[] = []): string {
  const tally = tallyOf(reports);
  return `${visibleJson({
    version: 1,
    errors: tally.error,
    warnings: tally.warning,
    infos: tally.info,
    files: reports.map(fileOf),
    problems: problems.length === 0 ? undefined : problems,
  })}\n`;
}

function fileOf({ path, text, diagnostics, summary }: FileReport) {
  const lines = lineMapOf(text);
  return { path, summary, diagnostics: diagnostics.map((diagnostic) => diagnosticOf(diagnostic, lines)) };
}

function diagnosticOf({ code, severity, message, span, help, fix }: Diagnostic, lines: LineMap) {
  return {
    code,
    severity,
    message,
    ...placesOf(span, lines),
    help,
    fix: fix && {
      title: fix.title,
      edits: fix.edits.map((edit) => ({ ...placesOf(edit.span, lines), text: edit.text })),
    },
  };
}

function placesOf(span: Span, lines: LineMap) {
  return {
    start: { offset: span.start, ...lines.position(span.start) },
    end: { offset: span.end, ...lines.position(span.end) },
  };
}
