import { statfsSync } from "node:fs";
import { isStoreError, type StoreError, StoreUnavailableError } from "../store-error.ts";

/** The answer to a failure of the database in a directory: what is a store's answer already stays as it is. */
export function unavailable(error: unknown, directory: string): StoreError {
  if (isStoreError(error)) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (FULL.has(code) || (code === EIO && !hasRoom(directory))) return full(directory, error);
  const message = `the store in \`${directory}\` cannot be read or written`;
  return new StoreUnavailableError("failed", message, { cause: error });
}

/** The answer to files that are no store of ours. */
export function foreign(directory: string): StoreUnavailableError {
  return new StoreUnavailableError("foreign", `the files in \`${directory}\` are not a store of claimsmith`);
}

/** The answer when there is no room on the disk. */
export function full(directory: string, cause?: unknown): StoreUnavailableError {
  return new StoreUnavailableError("full", `there is no room left for the store in \`${directory}\``, { cause });
}

/**
 * Whether the disk of a directory has a mebibyte left. LMDB speaks of an input or output error when the disk took only the
 * beginning of a write, so its room has to be asked for.
 */
export function hasRoom(directory: string): boolean {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize >= 1 << 20;
}

/** errno: input or output error, file too large, no space left on device, disk quota exceeded (Linux; BSD and macOS). */
const EIO = 5;
const EFBIG = 27;
const ENOSPC = 28;
const EDQUOT = [122, 69];
/** LMDB's own: its map cannot grow. */
const MAP_FULL = -30792;
const FULL: ReadonlySet<unknown> = new Set([MAP_FULL, EFBIG, ENOSPC, "ENOSPC", ...EDQUOT]);
