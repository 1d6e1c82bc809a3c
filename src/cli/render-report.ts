import { type CatalogueEntry, catalogue } from "../language/diagnostics/index.ts";
import { lintRules } from "../language/lint/rules.ts";
import { paintFor } from "./color.ts";
import type { InputProblem } from "./input-problem.ts";
import type { Io } from "./io.ts";
import type { CommonOptions, ReportFormat } from "./options.ts";
import { problemList } from "./problem-json.ts";
import type { SummarizedReport } from "./summary/render-summaries.ts";
import { versionOf } from "./version.ts";

export interface ReportOptions extends CommonOptions {
  readonly format: ReportFormat;
  /** Where the report will go. */
  readonly stream: "stdout" | "stderr";
  /** Whether warnings make the command fail. */
  readonly warningsFail: boolean;
  /** Why other files could not be looked at: JSON has them too. */
  readonly problems?: readonly InputProblem[];
}

/** The columns that the code frames' margin and line numbers take. */
const frameMarginColumns = 8;
const minFrameColumns = 40;

/** The reports in the format asked for; only its renderer is loaded. */
export async function renderReport(
  io: Io,
  reports: readonly SummarizedReport[],
  { format, stream, color, warningsFail, problems = [] }: ReportOptions,
): Promise<string> {
  switch (format) {
    case "pretty": {
      const { renderPretty } = await import("../language/diagnostics/renderers.ts");
      const { renderSummaries } = await import("./summary/render-summaries.ts");
      const paint = paintFor(io, stream, color);
      return renderSummaries(reports, paint) + renderPretty(reports, { paint, ...frameWidth(io) });
    }
    case "json":
      return (await import("../language/diagnostics/renderers.ts")).renderJson(reports, problemList(problems));
    case "sarif": {
      const { renderSarif } = await import("../language/diagnostics/renderers.ts");
      return renderSarif(reports, { version: await versionOf(io), titleOf });
    }
    case "junit":
      return (await import("../language/diagnostics/renderers.ts")).renderJunit(reports, { warningsFail });
    case "github":
      return (await import("../language/diagnostics/renderers.ts")).renderGithub(reports);
  }
}

/** The greatest width of a code frame on the terminal; nothing where that is not known. */
export function frameWidth(io: Io): { readonly width?: number } {
  const { columns } = io.terminal;
  return columns === undefined ? {} : { width: Math.max(minFrameColumns, columns - frameMarginColumns) };
}

function titleOf(code: string): string | undefined {
  const entries: ReadonlyMap<string, CatalogueEntry> = new Map(Object.entries(catalogue));
  return lintRules.find(({ id }) => id === code)?.title ?? entries.get(code)?.title;
}
