import { type FileReport, type Paint, visible } from "../../language/diagnostics/index.ts";
import { maxClaimsBytes } from "../../language/vocabulary/limits.ts";
import type { Summary, SummaryClaim, SummaryPlace } from "./summary.ts";

/** A file report that knows what its template tells. */
export interface SummarizedReport extends FileReport {
  readonly summary?: Summary;
  /** A summary was asked for, and there is none, because the template has errors. */
  readonly lacksSummary?: boolean;
}

/** The summaries of the reports that have one, or should have, for people, each followed by an empty line. */
export function renderSummaries(reports: readonly SummarizedReport[], paint: Paint): string {
  return reports
    .flatMap(({ path, summary, lacksSummary }) => {
      if (summary !== undefined) return [`${block(path, summary, paint)}\n\n`];
      return lacksSummary ? [`${paint.strong(visible(path))}\n  no summary: the template has errors\n\n`] : [];
    })
    .join("");
}

function block(path: string, { digest, reads, claims, size, total }: Summary, paint: Paint): string {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["digest", [digest]],
    ["reads", reads.length === 0 ? ["nothing"] : reads],
    ["claims", claims.length === 0 ? ["none"] : claims.map(claimText)],
    ["size", [sizeText(size)]],
    ["loose", size.loose],
    ["total", totalTexts(total, size)],
  ];
  const lines = rows.flatMap(([label, values]) =>
    values.map((value, index) => `  ${paint.faint((index === 0 ? label : "").padEnd(6))}  ${visible(value)}`),
  );
  return [paint.strong(visible(path)), ...lines].join("\n");
}

/** Says whether expressions can fail, and whether the token can be refused all the same. */
function totalTexts(total: Summary["total"], { greatest }: Summary["size"]): readonly string[] {
  const texts = total === true ? ["yes: no expression can fail for data that fits"] : ["no:", ...total.map(placeText)];
  const isLarge = greatest === null || greatest > maxClaimsBytes;
  return isLarge ? [...texts, `the claims can be too large, over ${maxClaimsBytes} bytes`] : texts;
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
