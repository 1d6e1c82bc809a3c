import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileErrorReason } from "../../publishing/index.ts";
import { backUpEmbeddedStore } from "../../store/embedded/back-up-store.ts";
import { StoreUnavailableError } from "../../store/index.ts";
import { readOptions } from "../start/check-options.ts";
import { StartError, wrongOption } from "../start/start-error.ts";
import { storeProblem } from "../start/store-problem.ts";
import { locationOf, type StoreOptions } from "./beside-servers.ts";

export { StartError } from "../start/start-error.ts";

/** A copy of a store. */
export interface BackUp {
  readonly bytes: number;
  /** The file with the master key that the store keeps for itself, which is not copied, if there is one. */
  readonly keyFile: string | undefined;
}

/**
 * Copies an embedded store into a new directory while servers write to it. Rejects with a `StartError` when an option is
 * not right, the store cannot be read or copied, or there is something in the place of the directory; nothing is left of
 * the copy then.
 */
export async function backUpStore(
  options: Pick<StoreOptions, "store" | "storeFile">,
  directory: string,
): Promise<BackUp> {
  const { checked } = await readOptions(options);
  const location = locationOf(checked);
  if (location.kind === "mongodb") throw new StartError([ofMongodb]);
  const keyFile = join(location.directory, "master.key");
  try {
    const bytes = await backUpEmbeddedStore(location.directory, directory);
    return { bytes, keyFile: existsSync(keyFile) ? keyFile : undefined };
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw storeProblem(error, checked.store);
    if (error instanceof Error && "code" in error) throw unusable(error, directory);
    throw error;
  }
}

const ofMongodb = {
  option: "store",
  message: "is on a MongoDB, and only an embedded store is copied so",
  help: "use `mongodump --oplog`, or the snapshots of whoever runs it, as docs/operate.md tells",
};

function unusable(error: Error & { readonly code: unknown }, directory: string): StartError {
  if (error.code === "ENOENT") {
    return wrongOption("directory", `the folder that \`${directory}\` is to be made in is not there`, { cause: error });
  }
  if (error.code === "EEXIST") {
    const message = `there is something at \`${directory}\` already, and a back-up overwrites nothing`;
    return new StartError([{ option: "directory", message, help: "name a directory that is not there yet" }]);
  }
  return wrongOption("directory", `the directory \`${directory}\` cannot be made: ${fileErrorReason(error)}`, {
    cause: error,
  });
}
