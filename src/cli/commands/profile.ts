import { tallyOf } from "../../language/diagnostics/index.ts";
import type { StateProblem } from "../../publishing/index.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { CommonOptions, ReportFormat } from "../options.ts";
import { profileReports } from "../profile/profile-reports.ts";
import { readProfile } from "../profile/read-profile.ts";
import { renderReport } from "../render-report.ts";

/** Options of `claimsmith profile check`. */
export interface ProfileCheckOptions extends CommonOptions {
  readonly vertical: "b2b" | "consumer";
  readonly format: ReportFormat;
}

/**
 * `claimsmith profile check`: tells of a profile what publishing it would, and what else to look at; 1 where it is refused,
 * 2 where a file cannot be read. As for `check` that is so of files that are not UTF-8, but for a template, which is wrong
 * then.
 */
export async function checkProfile(io: Io, word: string, options: ProfileCheckOptions): Promise<ExitCode> {
  const read = await readProfile(io, word, options.vertical);
  if (read === undefined) return ExitCode.usage;
  const reports = profileReports(read);
  io.stdout(await renderReport(io, reports, { ...options, stream: "stdout", warningsFail: false }));
  if (read.check.problems.some(isUnread)) return ExitCode.usage;
  return tallyOf(reports).error > 0 ? ExitCode.found : ExitCode.ok;
}

function isUnread({ code, pointer }: StateProblem): boolean {
  return code === "unreadable_file" || (code === "not_utf8" && pointer.startsWith("/pem_files"));
}
