import { mkdirSync } from "node:fs";
import { open, type RootDatabase } from "lmdb";
import { checkDataFile, hasDataFile } from "./data-file.ts";
import { absent, unavailable } from "./unavailable.ts";

/** One ordered map from bytes to bytes. */
export type Database = RootDatabase<Buffer, Buffer>;

/** Makes the directory of a database where it is not there yet, with mode 0700. Throws a `StoreUnavailableError`. */
export function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unavailable(error, directory);
  }
}

/**
 * Opens the LMDB database of a directory, and makes its files where they are not there yet, with mode 0600; with `existing`
 * it makes nothing. Throws a `StoreUnavailableError`.
 */
export function openDatabase(directory: string, existing = false): Database {
  try {
    if (existing && !hasDataFile(directory)) throw absent(directory);
    checkDataFile(directory);
    return open<Buffer, Buffer>(optionsFor(directory));
  } catch (error) {
    throw unavailable(error, directory);
  }
}

function optionsFor(path: string) {
  return {
    path,
    // Otherwise a directory whose name has a dot in it is taken for a file.
    noSubdir: false,
    encoding: "binary",
    keyEncoding: "binary",
    // Otherwise a transaction is answered before it is on disk.
    overlappingSync: false,
    permissionsMode: 0o600,
    maxDbs: 1,
    // Addresses, not bytes on disk: what the file may grow to before it has to be mapped anew. It is no limit.
    mapSize: 256 << 20,
  } as const;
}
