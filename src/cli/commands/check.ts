import { compileWith } from "../../language/compile.ts";
import { tallyOf, visible } from "../../language/diagnostics/index.ts";
import type { Compilation } from "../../language/index.ts";
import type { ReadOptions } from "../../language/options.ts";
import { projectLoader } from "../configuration/load-project.ts";
import { ExitCode } from "../exit-code.ts";
import { type AppliedFix, fixTemplate } from "../fix-template.ts";
import { inputFiles } from "../input-files.ts";
import type { InputProblem } from "../input-problem.ts";
import type { Io } from "../io.ts";
import type { CommonOptions, ReportFormat, StandardInputOptions } from "../options.ts";
import { readInput, reasonOf, type Source } from "../read-input.ts";
import { type ReportOptions, renderReport } from "../render-report.ts";
import { reportProblems } from "../report-problems.ts";
import type { SummarizedReport } from "../summary/render-summaries.ts";
import { summaryOf } from "../summary/summary.ts";
import { templateText } from "../template-text.ts";

export interface CheckOptions extends CommonOptions, StandardInputOptions {
  readonly format: ReportFormat;
  readonly fix?: boolean;
  readonly maxWarnings?: number;
  readonly summary?: boolean;
}

type FileCheck =
  | { readonly ok: true; readonly report: SummarizedReport }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/**
 * `claimsmith check`: compiles the templates and reports on the standard output. With `--fix` and `-` the standard output
 * is the fixed text, and the report goes to the standard error. Files that can be checked are, even if others cannot.
 */
export async function check(io: Io, words: readonly string[], options: CheckOptions): Promise<ExitCode> {
  if (options.summary && options.format !== "pretty" && options.format !== "json") {
    reportProblems(io, [{ path: "--summary", message: "goes with the formats pretty and json" }]);
    return ExitCode.usage;
  }
  const { sources, problems: missing } = await inputFiles(io, words, options.stdinFilename);
  const printsFixed = options.fix === true && sources.some(({ location }) => location === undefined);
  if (printsFixed && sources.length > 1) {
    reportProblems(io, [{ message: "with --fix, - must be the only file" }]);
    return ExitCode.usage;
  }

  const projectOf = projectLoader(io);
  const reports: SummarizedReport[] = [];
  const schemaReports = new Map<string, SummarizedReport>();
  const problems: InputProblem[] = [...missing];
  for (const source of sources) {
    const project = await projectOf(source);
    const checked = project.ok ? await checkFile(io, source, project.read, options) : project;
    for (const { path, text, diagnostics } of project.ok ? project.schemaReports : [])
      schemaReports.set(path, { path, text, diagnostics });
    if (checked.ok) reports.push(checked.report);
    else problems.push(...checked.problems);
  }

  reportProblems(io, problems);
  if (reports.length > 0) reports.unshift(...schemaReports.values());
  if (reports.length > 0 || options.format === "json")
    await printReport(io, reports, { ...options, problems, stream: printsFixed ? "stderr" : "stdout" });
  if (problems.length > 0) return ExitCode.usage;
  return verdictOf(io, reports, options.maxWarnings);
}

async function checkFile(io: Io, source: Source, project: ReadOptions, options: CheckOptions): Promise<FileCheck> {
  const reading = await readInput(io, source);
  if (!reading.ok) return { ok: false, problems: [reading.problem] };
  const { text, input } = templateText(reading.bytes);
  if (!options.fix || typeof input !== "string") {
    if (options.fix && source.location === undefined) io.stdout(text);
    return { ok: true, report: reportOf(source, text, compileWith(input, project), options) };
  }
  const fixed = fixTemplate(text, (current) => compileWith(current, project));
  if (source.location === undefined) io.stdout(fixed.text);
  else if (fixed.text !== text) {
    try {
      await io.writeFile(source.location, fixed.text);
    } catch (error) {
      return { ok: false, problems: [{ path: source.path, message: `cannot be written: ${reasonOf(error)}` }] };
    }
  }
  if (fixed.text !== text) io.stderr(fixedText(source.path, fixed.fixes));
  return { ok: true, report: reportOf(source, fixed.text, fixed.compilation, options) };
}

/** The number of fixes, and each with the place at which it stood. */
function fixedText(path: string, fixes: readonly AppliedFix[]): string {
  const rows = fixes.map(({ line, column, title }) => `  ${line}:${column} ${visible(title)}\n`);
  return `fixed ${visible(path)}: ${fixes.length} ${fixes.length === 1 ? "fix" : "fixes"}\n${rows.join("")}`;
}

function reportOf(
  { path }: Source,
  text: string,
  { diagnostics, template }: Compilation,
  { summary }: CheckOptions,
): SummarizedReport {
  const report = { path, text, diagnostics };
  if (!summary) return report;
  return template === undefined ? { ...report, lacksSummary: true } : { ...report, summary: summaryOf(template, text) };
}

async function printReport(
  io: Io,
  reports: readonly SummarizedReport[],
  options: CheckOptions & Pick<ReportOptions, "problems" | "stream">,
): Promise<void> {
  const tooMany = options.maxWarnings !== undefined && tallyOf(reports).warning > options.maxWarnings;
  io[options.stream](await renderReport(io, reports, { ...options, warningsFail: tooMany }));
}

function verdictOf(io: Io, reports: readonly SummarizedReport[], maxWarnings: number | undefined): ExitCode {
  const { error, warning } = tallyOf(reports);
  if (maxWarnings !== undefined && warning > maxWarnings) {
    reportProblems(io, [
      { message: `there are more warnings (${warning}) than --max-warnings allows (${maxWarnings})` },
    ]);
    return ExitCode.found;
  }
  return error > 0 ? ExitCode.found : ExitCode.ok;
}
