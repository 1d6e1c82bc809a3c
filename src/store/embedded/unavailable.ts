import { statfsSync } from "node:fs";
import { isStoreError, type StoreError, StoreUnavailableError } from "../store-error.ts";

/** The answer to a failure of the database in a directory: what is a store's answer already stays as it is. */
export function unavailable(error: unknown, directory: string): StoreError {
  if (isStoreError(error)) return error;
  if (isFull(error) || (codeOf(error) === EIO && !hasRoom(directory))) return full(directory, error);
  const message = `the store in \`${directory}\` cannot be read or written${saidByDatabase(error)}`;
  return new StoreUnavailableError("failed", message, { cause: error });
}

/** What LMDB says of its failure, by which it is looked up: a text of its own, never anything that is stored. */
function saidByDatabase(error: unknown): string {
  return error instanceof Error && typeof codeOf(error) === "number" ? `: LMDB says \`${error.message}\`` : "";
}

/** Tells whether an error of the database or the file system says that something cannot grow. */
export function isFull(error: unknown): boolean {
  return fullCodes.has(codeOf(error));
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** The answer to files that are no store of ours. */
export function foreign(directory: string): StoreUnavailableError {
  return new StoreUnavailableError("foreign", `the files in \`${directory}\` are not a store of claimsmith`);
}

/** The answer to a directory without a store. */
export function absent(directory: string): StoreUnavailableError {
  return new StoreUnavailableError("absent", `there is no store in \`${directory}\``);
}

/** The answer to a file that has lost its end. */
export function cutShort(directory: string): StoreUnavailableError {
  return new StoreUnavailableError(
    "failed",
    `\`data.mdb\` in \`${directory}\` has been cut short: its last pages are missing`,
  );
}

/** The answer to a file whose rows are not found where it says that they are. */
export function damaged(directory: string): StoreUnavailableError {
  return new StoreUnavailableError(
    "failed",
    `\`data.mdb\` in \`${directory}\` is damaged: its rows are not found in it`,
  );
}

/** The answer to files that are no longer those that were opened. */
export function replaced(directory: string): StoreUnavailableError {
  return new StoreUnavailableError(
    "failed",
    `the store in \`${directory}\` has been removed or replaced while it was open`,
  );
}

/** The answer when there is no room on the disk. */
export function full(directory: string, cause?: unknown): StoreUnavailableError {
  return new StoreUnavailableError("full", `there is no room left for the store in \`${directory}\``, { cause });
}

/**
 * Tells whether the disk of a directory has a mebibyte left besides some bytes. LMDB speaks of an input or output error
 * when the disk took only the beginning of a write, so its room has to be asked for.
 */
export function hasRoom(directory: string, bytes = 0): boolean {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize >= bytes + (1 << 20);
}

/** errno: input or output error, file too large, no space left on device, disk quota exceeded (Linux; BSD and macOS). */
const EIO = 5;
const EFBIG = 27;
const ENOSPC = 28;
const EDQUOT = [122, 69];
/** LMDB's own: its map cannot grow. */
const mapFull = -30792;
const fullCodes: ReadonlySet<unknown> = new Set([mapFull, EFBIG, ENOSPC, "EFBIG", "ENOSPC", "EDQUOT", ...EDQUOT]);
