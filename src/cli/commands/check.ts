import { tallyOf } from "../../language/diagnostics/file-report.ts";
import { compile } from "../../language/index.ts";
import type { CompileOptions } from "../../language/template.ts";
import { projectLoader } from "../configuration/load-project.ts";
import { ExitCode } from "../exit-code.ts";
import { fixTemplate } from "../fix-template.ts";
import { inputFiles } from "../input-files.ts";
import { type InputProblem, reportProblems } from "../input-problem.ts";
import type { Io } from "../io.ts";
import type { CommonOptions, ReportFormat } from "../options.ts";
import { readInput, reasonOf, type Source } from "../read-input.ts";
import { renderReport } from "../render-report.ts";
import type { SummarizedReport } from "../summary/render-summaries.ts";
import { summaryOf } from "../summary/summary.ts";
import { templateText } from "../template-text.ts";

export interface CheckOptions extends CommonOptions {
  readonly format: ReportFormat;
  readonly fix?: boolean;
  readonly maxWarnings?: number;
  readonly summary?: boolean;
}

type FileCheck = { readonly report: SummarizedReport } | { readonly problems: readonly InputProblem[] };

/**
 * `claimsmith check`: compiles the templates and reports on the standard output. With `--fix` and `-` the standard output
 * is the fixed text, and the report goes to the standard error. Files that can be checked are, even if others cannot.
 */
export async function check(io: Io, words: readonly string[], options: CheckOptions): Promise<ExitCode> {
  if (options.summary && options.format !== "pretty" && options.format !== "json") {
    io.stderr("error: --summary goes with the formats pretty and json\n");
    return ExitCode.usage;
  }
  const { sources, problems: missing } = await inputFiles(io, words);
  const printsFixed = options.fix === true && sources.some(({ location }) => location === undefined);
  if (printsFixed && sources.length > 1) {
    io.stderr("error: with --fix, - must be the only file\n");
    return ExitCode.usage;
  }

  const projectOf = projectLoader(io);
  const reports: SummarizedReport[] = [];
  const problems: InputProblem[] = [...missing];
  for (const source of sources) {
    const project = await projectOf(source);
    const checked = project.ok ? await checkFile(io, source, project.options, options) : project;
    if ("report" in checked) reports.push(checked.report);
    else problems.push(...checked.problems);
  }

  reportProblems(io, problems);
  if (reports.length > 0) await printReport(io, reports, options, printsFixed ? "stderr" : "stdout");
  if (problems.length > 0) return ExitCode.usage;
  return verdictOf(io, reports, options.maxWarnings);
}

async function checkFile(io: Io, source: Source, project: CompileOptions, options: CheckOptions): Promise<FileCheck> {
  const reading = await readInput(io, source);
  if (!reading.ok) return { problems: [reading.problem] };
  const { text, input } = templateText(reading.bytes);
  if (!options.fix || typeof input !== "string") {
    if (options.fix && source.location === undefined) io.stdout(text);
    return { report: reportOf(source, text, compile(input, project), options) };
  }
  const fixed = fixTemplate(text, (current) => compile(current, project));
  if (source.location === undefined) io.stdout(fixed.text);
  else if (fixed.text !== text) {
    try {
      await io.writeFile(source.location, fixed.text);
    } catch (error) {
      return { problems: [{ path: source.path, message: `cannot be written: ${reasonOf(error)}` }] };
    }
    io.stderr(`fixed ${source.path}\n`);
  }
  return { report: reportOf(source, fixed.text, fixed.compilation, options) };
}

function reportOf(
  { path }: Source,
  text: string,
  { diagnostics, template }: ReturnType<typeof compile>,
  { summary }: CheckOptions,
): SummarizedReport {
  const report = { path, text, diagnostics };
  return summary && template !== undefined ? { ...report, summary: summaryOf(template, text) } : report;
}

async function printReport(
  io: Io,
  reports: readonly SummarizedReport[],
  options: CheckOptions,
  stream: "stdout" | "stderr",
): Promise<void> {
  const tooMany = options.maxWarnings !== undefined && tallyOf(reports).warning > options.maxWarnings;
  const text = await renderReport(io, reports, { ...options, stream, warningsFail: tooMany });
  io[stream](text);
}

function verdictOf(io: Io, reports: readonly SummarizedReport[], maxWarnings: number | undefined): ExitCode {
  const { error, warning } = tallyOf(reports);
  if (maxWarnings !== undefined && warning > maxWarnings) {
    io.stderr(`error: there are more warnings (${warning}) than --max-warnings allows (${maxWarnings})\n`);
    return ExitCode.found;
  }
  return error > 0 ? ExitCode.found : ExitCode.ok;
}
