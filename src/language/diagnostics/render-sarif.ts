import { type LineMap, lineMapOf } from "../source/line-map.ts";
import type { Span } from "../source/span.ts";
import type { Diagnostic, Fix, Severity } from "./diagnostic.ts";
import type { FileReport } from "./file-report.ts";
import { visibleJson } from "./visible-text.ts";

/** The tool, as a SARIF log tells of it. */
export interface SarifOptions {
  /** The version of this program. */
  readonly version: string;
  /** The title of a code, if it has one. */
  readonly titleOf?: (code: string) => string | undefined;
}

const levelBySeverity: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/** The reports as a log of the Static Analysis Results Interchange Format, OASIS SARIF 2.1.0, with the fixes as replacements. */
export function renderSarif(reports: readonly FileReport[], options: SarifOptions): string {
  const codes = [...new Set(reports.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)))].sort();
  return `${visibleJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "claimsmith",
            version: options.version,
            rules: codes.map((code) => {
              const title = options.titleOf?.(code);
              return { id: code, shortDescription: title === undefined ? undefined : { text: title } };
            }),
          },
        },
        columnKind: "utf16CodeUnits",
        results: reports.flatMap((report) => resultsOf(report, codes)),
      },
    ],
  })}\n`;
}

function resultsOf({ path, text, diagnostics }: FileReport, codes: readonly string[]) {
  const lines = lineMapOf(text);
  const artifactLocation = { uri: uriOf(path) };
  return diagnostics.map(({ code, severity, message, help, span, fix }: Diagnostic) => ({
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levelBySeverity[severity],
    message: { text: help === undefined ? message : `${message}\nhelp: ${help}` },
    locations: [{ physicalLocation: { artifactLocation, region: regionOf(span, lines) } }],
    fixes: fix && [fixOf(fix, artifactLocation, lines)],
  }));
}

function fixOf(fix: Fix, artifactLocation: { readonly uri: string }, lines: LineMap) {
  return {
    description: { text: fix.title },
    artifactChanges: [
      {
        artifactLocation,
        replacements: fix.edits.map((edit) => ({
          deletedRegion: regionOf(edit.span, lines),
          insertedContent: { text: edit.text },
        })),
      },
    ],
  };
}

/** §3.30: lines and columns from 1, `endColumn` exclusive. Offsets are left out: readers disagree on a byte order mark. */
function regionOf(span: Span, lines: LineMap) {
  const start = lines.position(span.start);
  const end = lines.position(span.end);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A relative reference (RFC 3986 §4.2): a `:` in a name must not read as a scheme. */
function uriOf(path: string): string {
  return path
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .split("/")
    .map((segment) => encodeURIComponent(segment))
    .join("/");
}
