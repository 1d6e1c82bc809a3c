import { stat } from "node:fs/promises";
import { StartError, type StartProblem } from "./start-error.ts";

/** The option whose file is judged, and whether it is for production. */
export interface Judging {
  readonly option: string;
  readonly isProduction: boolean;
}

/**
 * Judges a file with a master key: one that others can read is refused in production with a `StartError`, and elsewhere is
 * worth a warning. Of one that cannot be found nothing is said.
 */
export async function judgeExposure(path: string, { option, isProduction }: Judging): Promise<readonly StartProblem[]> {
  const mode = await exposedMode(path).catch(() => undefined);
  if (mode === undefined) return [];
  const problem = { option, message: `others can read the master key in \`${path}\`, which has mode ${mode}`, help };
  if (isProduction) throw new StartError([problem]);
  return [problem];
}

const help = "let its owner alone read it: mode 0600; if others may have read it, change the key as docs/keys.md tells";

/** The permissions of a group and of all others (POSIX `st_mode`). */
const ofGroupAndOthers = 0o077;
const ofOthers = 0o007;

/**
 * The permissions of a file that lets others at it, such as `0644`; `undefined` of one that does not. Others are all but
 * its owner; of a file of another owner, as secrets of containers are, also its group is not, for that is how the file is
 * passed on to this process. Rejects with the error of the file system.
 */
async function exposedMode(path: string): Promise<string | undefined> {
  // Windows has permissions of another kind, and these bits say nothing there.
  if (process.getuid === undefined) return undefined;
  const { mode, uid } = await stat(path);
  const exposing = uid === process.getuid() ? ofGroupAndOthers : ofOthers;
  return (mode & exposing) === 0 ? undefined : (mode & 0o7777).toString(8).padStart(4, "0");
}
