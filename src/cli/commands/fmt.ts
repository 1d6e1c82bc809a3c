import { type FileReport, visible } from "../../language/diagnostics/index.ts";
import { renderPretty } from "../../language/diagnostics/renderers.ts";
import { format } from "../../language/index.ts";
import { paintFor } from "../color.ts";
import { ExitCode } from "../exit-code.ts";
import { inputFiles } from "../input-files.ts";
import type { InputProblem } from "../input-problem.ts";
import type { Io } from "../io.ts";
import type { CommonOptions, StandardInputOptions } from "../options.ts";
import { readInput, reasonOf, type Source } from "../read-input.ts";
import { frameWidth } from "../render-report.ts";
import { reportProblems } from "../report-problems.ts";
import { templateText } from "../template-text.ts";

export interface FmtOptions extends CommonOptions, StandardInputOptions {
  readonly check?: boolean;
}

/** One file, formatted: its text was canonical, was not, or is no template; or the file cannot be read or written. */
type FileFormatting =
  | { readonly ok: true; readonly changed: boolean; readonly report?: FileReport }
  | { readonly ok: false; readonly problem: InputProblem };

/**
 * `claimsmith fmt`: writes the files in canonical form, or prints it for `-`. With `--check` it writes nothing and prints
 * the names of the files that are not in canonical form. A file that does not parse is left as it is and reported on the
 * standard error.
 */
export async function fmt(io: Io, words: readonly string[], options: FmtOptions): Promise<ExitCode> {
  const { sources, problems: missing } = await inputFiles(io, words, options.stdinFilename);
  if (!options.check && sources.length > 1 && sources.some(({ location }) => location === undefined)) {
    reportProblems(io, [{ message: "- must be the only file, unless with --check" }]);
    return ExitCode.usage;
  }
  const problems = [...missing];
  const reports: FileReport[] = [];
  let differ = false;
  for (const source of sources) {
    const formatted = await formatFile(io, source, options.check === true);
    if (!formatted.ok) problems.push(formatted.problem);
    else {
      if (formatted.report !== undefined) reports.push(formatted.report);
      differ ||= formatted.changed;
    }
  }
  reportProblems(io, problems);
  const paint = paintFor(io, "stderr", options.color);
  if (reports.length > 0) io.stderr(renderPretty(reports, { paint, ...frameWidth(io) }));
  if (problems.length > 0) return ExitCode.usage;
  return reports.length > 0 || (options.check && differ) ? ExitCode.found : ExitCode.ok;
}

async function formatFile(io: Io, source: Source, onlyCheck: boolean): Promise<FileFormatting> {
  const { path, location } = source;
  const reading = await readInput(io, source);
  if (!reading.ok) return reading;
  const { text, input } = templateText(reading.bytes);
  const formatting = format(input);
  if (!formatting.ok) {
    const { diagnostics } = formatting;
    return { ok: true, changed: false, report: { path, text, diagnostics } };
  }
  const changed = formatting.text !== text;
  if (onlyCheck) {
    if (changed) io.stdout(`${io.terminal.stdout ? visible(path) : path}\n`);
  } else if (location === undefined) io.stdout(formatting.text);
  else if (changed) {
    try {
      await io.writeFile(location, formatting.text);
    } catch (error) {
      return { ok: false, problem: { path, message: `cannot be written: ${reasonOf(error)}` } };
    }
    io.stderr(`formatted ${visible(path)}\n`);
  }
  return { ok: true, changed };
}
