import { tallyOf } from "../../language/diagnostics/index.ts";
import type { StateProblem } from "../../publishing/index.ts";
import { paintFor } from "../color.ts";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { CommonOptions, ReportFormat } from "../options.ts";
import { profileReports } from "../profile/profile-reports.ts";
import { type ReadProfile, readProfile } from "../profile/read-profile.ts";
import { readToken } from "../profile/read-token.ts";
import { trialKeys } from "../profile/trial-keys.ts";
import { trialJson, trialText } from "../profile/trial-text.ts";
import { renderReport } from "../render-report.ts";
import { reportProblems } from "../report-problems.ts";

/** Options of all commands about a profile. */
interface ProfileOptions extends CommonOptions {
  readonly vertical: "b2b" | "consumer";
}

/** Options of `claimsmith profile check`. */
export interface ProfileCheckOptions extends ProfileOptions {
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

/** Options of `claimsmith profile try`. */
export interface ProfileTryOptions extends ProfileOptions {
  readonly token: string;
  readonly keys?: readonly string[];
  readonly jwksAllowHost?: readonly string[];
  /** RFC 3339; the present time unless given. */
  readonly now?: string;
  readonly format: "pretty" | "json";
}

/** `claimsmith profile try`: judges a token by a profile, and tells of each step what came of it; 1 where the token is refused. */
export async function tryProfile(io: Io, word: string, options: ProfileTryOptions): Promise<ExitCode> {
  const { keys = [] } = options;
  if ([word, options.token, ...keys].filter((one) => one === "-").length > 1) {
    reportProblems(io, [{ path: "-", message: "only one file can be the standard input" }]);
    return ExitCode.usage;
  }
  const now = await timeOf(options.now);
  if (now === undefined) {
    reportProblems(io, [{ path: "--now", message: "must be a time such as `2026-01-01T00:00:00Z`" }]);
    return ExitCode.usage;
  }
  const read = await readProfile(io, word, options.vertical);
  if (read === undefined) return ExitCode.usage;
  const { prepared } = read.check;
  if (prepared === undefined) {
    await reportErrors(io, read, options);
    return ExitCode.usage;
  }
  const found = await trialKeys(io, { path: read.path, profile: prepared.profile, ...options });
  if (found === undefined) return ExitCode.usage;
  const token = await readToken(io, options.token);
  if (token === undefined) return ExitCode.usage;
  const { activeProfile, verticals } = await import("../../projects/index.ts");
  const { tryToken } = await import("../../sessions/index.ts");
  const active = activeProfile(prepared, { find: (_, kid) => found(kid) });
  const report = await tryToken(active, verticals[options.vertical], { token, now });
  const pretty = () => trialText(report, paintFor(io, "stdout", options.color), io.terminal.columns);
  io.stdout(options.format === "json" ? trialJson(report) : pretty());
  return { accepted: ExitCode.ok, refused: ExitCode.found, undecided: ExitCode.usage }[report.outcome];
}

async function timeOf(text: string | undefined): Promise<number | undefined> {
  return text === undefined ? Date.now() : (await import("../../tokens/index.ts")).parseRfc3339(text);
}

/** Tells why a profile cannot be tried. */
async function reportErrors(io: Io, read: ReadProfile, options: ProfileTryOptions): Promise<void> {
  const reports = profileReports(read).map((report) => ({
    ...report,
    diagnostics: report.diagnostics.filter(({ severity }) => severity === "error"),
  }));
  const stream = options.format === "json" ? "stdout" : "stderr";
  io[stream](await renderReport(io, reports, { ...options, stream, warningsFail: false }));
}
