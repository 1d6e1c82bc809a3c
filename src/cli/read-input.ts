import { resolve } from "node:path";
import type { InputProblem } from "./input-problem.ts";
import type { Io } from "./io.ts";
import { shownPath } from "./report-problems.ts";

/** The name by which the command line knows the standard input. */
export const standardInput = "-";

/** The source of an input. */
export interface Source {
  /** As it is shown; for the standard input the file that it stands for, or `<stdin>`. */
  readonly path: string;
  /** Absolute; absent for the standard input. */
  readonly location?: string;
  /** Absolute: the file that the standard input stands for; only its folder is looked at. */
  readonly standsFor?: string;
}

export type Reading =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: InputProblem };

/**
 * The source that a word of the command line names: `-` or a path, relative to the working folder or absolute.
 * `stdinFilename` is the path of the file that `-` stands for, if it stands for one.
 */
export function sourceOf(io: Io, word: string, stdinFilename?: string): Source {
  if (word === standardInput) {
    if (stdinFilename === undefined) return { path: "<stdin>" };
    const standsFor = resolve(io.cwd, stdinFilename);
    return { path: shownPath(io, standsFor), standsFor };
  }
  const location = resolve(io.cwd, word);
  return { path: shownPath(io, location), location };
}

const bytesPerMebibyte = 2 ** 20;

/** Of one input file: several times what the largest policy and the largest data have. */
export const maxInputBytes = 16 * bytesPerMebibyte;

/** All bytes of the source, or why there are none. */
export async function readInput(io: Io, { path, location }: Source): Promise<Reading> {
  try {
    const reading = location === undefined ? io.stdin(maxInputBytes) : io.readFile(location, maxInputBytes);
    return { ok: true, bytes: await reading };
  } catch (error) {
    return { ok: false, problem: { path, message: `cannot be read: ${reasonOf(error)}` } };
  }
}

const reasonByCode: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file"],
  ["ENOTDIR", "there is no such file"],
  ["EISDIR", "it is a folder"],
  ["EFBIG", `it is larger than ${maxInputBytes / bytesPerMebibyte} MiB`],
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "the disk is full"],
]);

/** The reason why a file operation failed, in words, or as the system's code. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error && "code" in error && typeof error.code === "string")) throw error;
  return reasonByCode.get(error.code) ?? error.code;
}
