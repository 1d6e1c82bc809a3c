import { resolve } from "node:path";
import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { reportProblems, shownPath } from "../report-problems.ts";
import { inputProblems } from "../serve/start-problems.ts";
import { storeOptions } from "../serve/store-options.ts";

/** Options of `claimsmith backup`. */
export interface BackupOptions {
  readonly store?: string;
}

/** `claimsmith backup`: copies an embedded store into a new directory, while servers write to it. */
export async function backup(io: Io, directory: string, { store }: BackupOptions): Promise<ExitCode> {
  const { backUpStore, StartError } = await import("../../server/beside/back-up-store.ts");
  const options = storeOptions(io, store);
  try {
    const { bytes, keyFile } = await backUpStore(
      { store: options.store, storeFile: options.storeFile },
      resolve(io.cwd, directory),
    );
    io.stdout(`copied the store to ${shownPath(io, resolve(io.cwd, directory))}: ${sizeText(bytes)}\n`);
    io.stdout(
      keyFile === undefined
        ? "It opens with the master key of its servers alone: keep that elsewhere, and as long as this copy.\n"
        : `It opens with the master key alone, which is not in it: keep a copy of ${shownPath(io, keyFile)} elsewhere.\n`,
    );
    return ExitCode.ok;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    reportProblems(io, await inputProblems(io, error.problems, undefined));
    return ExitCode.usage;
  }
}

const units = ["KiB", "MiB", "GiB", "TiB"] as const;

/** A size with one decimal, in the largest unit of which there is one. */
function sizeText(bytes: number): string {
  let size = bytes / 1024;
  let place = 0;
  while (size >= 1024 && place < units.length - 1) {
    size /= 1024;
    place += 1;
  }
  return `${size.toFixed(1)} ${units[place]}`;
}
