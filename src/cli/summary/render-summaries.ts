import type { FileReport } from "../../language/diagnostics/file-report.ts";
import type { Paint } from "../../language/diagnostics/paint.ts";
import { visible } from "../../language/diagnostics/visible-text.ts";
import type { Summary, SummaryClaim, SummaryPlace } from "./summary.ts";

/** A file report that knows what its template tells. */
export interface SummarizedReport extends FileReport {
  readonly summary?: Summary;
}

/** The summaries of the reports that have one, for people, each followed by an empty line. */
export function renderSummaries(reports: readonly SummarizedReport[], paint: Paint): string {
  return reports
    .flatMap(({ path, summary }) => (summary === undefined ? [] : [`${block(path, summary, paint)}\n\n`]))
    .join("");
}

function block(path: string, { digest, reads, claims, size, total }: Summary, paint: Paint): string {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["digest", [digest]],
    ["reads", reads.length === 0 ? ["nothing"] : reads],
    ["claims", claims.length === 0 ? ["none"] : claims.map(claimText)],
    ["size", [sizeText(size)]],
    ["loose", size.loose],
    ["total", total === true ? ["yes: it gives claims for all data that fits"] : ["no:", ...total.map(placeText)]],
  ];
  const lines = rows.flatMap(([label, values]) =>
    values.map((value, index) => `  ${paint.faint((index === 0 ? label : "").padEnd(6))}  ${visible(value)}`),
  );
  return [paint.strong(visible(path)), ...lines].join("\n");
}

function sizeText({ least, greatest }: Summary["size"]): string {
  if (greatest === null) return `${least} bytes or more, bounded by nothing`;
  return least === greatest ? `${least} bytes` : `${least} to ${greatest} bytes`;
}

function claimText({ claim, required, type }: SummaryClaim): string {
  return `${JSON.stringify(claim)}${required ? "" : "?"}: ${type}`;
}

function placeText({ line, column, claim, message, code }: SummaryPlace): string {
  return `${line}:${column} ${claim}: ${message} (${code})`;
}
