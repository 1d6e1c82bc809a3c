import { join } from "node:path";
import { didYouMean } from "../../language/diagnostics/index.ts";
import { paintFor } from "../color.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { CommonOptions } from "../options.ts";
import { pageText } from "../page-text.ts";
import { maxInputBytes } from "../read-input.ts";
import { reportProblems } from "../report-problems.ts";

const pageExtension = ".md";

/**
 * `claimsmith explain CODE`: prints the page about a diagnostic or a lint rule that comes with the package: as text on a
 * terminal, else as the Markdown that it is.
 */
export async function explain(io: Io, code: string, { color }: CommonOptions): Promise<ExitCode> {
  const pathByCode = new Map<string, string>();
  for (const folder of ["diagnostics", "rules"].map((name) => join(io.packageFolder(), "docs", name))) {
    for (const name of await io.listFolder(folder)) {
      if (/^[a-z]/.test(name) && name.endsWith(pageExtension))
        pathByCode.set(name.slice(0, -pageExtension.length), join(folder, name));
    }
  }
  const path = pathByCode.get(code);
  if (path === undefined) {
    const help = didYouMean(code, pathByCode.keys());
    const message = "is no code of a diagnostic and no lint rule";
    reportProblems(io, [help === undefined ? { path: code, message } : { path: code, message, help }]);
    return ExitCode.usage;
  }
  const page = new TextDecoder().decode(await io.readFile(path, maxInputBytes));
  const { stdout: isTerminal, columns: width } = io.terminal;
  const look = { paint: paintFor(io, "stdout", color), ...(width !== undefined && { width }) };
  io.stdout(isTerminal ? pageText(page, look) : page);
  return ExitCode.ok;
}
