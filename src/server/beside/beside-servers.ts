import { invariant } from "../../language/invariant.ts";
import { type Backend, masterKeyStanding } from "../../projects/index.ts";
import { StoreUnavailableError } from "../../store/index.ts";
import { type CheckedOptions, readOptions } from "../start/check-options.ts";
import { CleanUp } from "../start/clean-up.ts";
import { createBackend } from "../start/create-backend.ts";
import { findMasterKeys } from "../start/find-master-keys.ts";
import { judgeKeyFile } from "../start/judge-key-file.ts";
import { openExistingStore } from "../start/open-store.ts";
import type { LastingLocation } from "../start/place-store.ts";
import { unwatchedKeySets } from "../start/server-key-sets.ts";
import { StartError, wrongOption } from "../start/start-error.ts";
import type { StartOptions } from "../start/start-options.ts";
import { storeProblem } from "../start/store-problem.ts";

/** The store that a command works on, as servers would serve it. */
export type StoreOptions = Pick<
  StartOptions,
  "store" | "storeFile" | "masterKey" | "masterKeyFile" | "isProduction" | "host" | "publicUrl" | "jwksAllowHosts"
>;

/**
 * Works on a store that is there, while servers run on it or not; it is closed in the end. The master keys are those that a
 * server would have. Rejects with a `StartError` when an option, the store or the master key is not right, and when the
 * store does not serve meanwhile. Nothing is made but by the work itself.
 */
export async function besideServers<R>(given: StoreOptions, work: (backend: Backend) => Promise<R>): Promise<R> {
  const { options, checked } = await readOptions(given);
  const cleanUp = new CleanUp();
  try {
    const location = locationOf(checked);
    await judgeKeyFile(location, checked);
    const store = await openExistingStore(location, checked, cleanUp);
    const masterKeys = await findMasterKeys(options, checked, location);
    const backend = createBackend(checked, {
      store,
      masterKeys,
      keySets: unwatchedKeySets(checked),
      afterwards: undefined,
    });
    if ((await masterKeyStanding(backend)) === "wrong") throw wrongMasterKey();
    return await work(backend);
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw storeProblem(error, checked.store);
    throw error;
  } finally {
    await cleanUp.run();
  }
}

/**
 * Rejects with a `StartError` unless servers encrypt with the first master key already: what is encrypted under a key that
 * they do not have they cannot use.
 */
export async function requireMasterKeyInUse(backend: Backend): Promise<void> {
  if ((await masterKeyStanding(backend)) === "in use") return;
  const message = "no server has started on this store with the first master key yet";
  const help = "start every server with these master keys before";
  throw new StartError([{ option: "masterKey", message, help }]);
}

/** The place of the store: none of these commands works on one that is not kept. */
export function locationOf({ store }: CheckedOptions): LastingLocation {
  invariant(store.kind !== "temporary", "only a server that is ephemeral has a temporary store");
  return store;
}

function wrongMasterKey(): StartError {
  return wrongOption(
    "masterKey",
    "is not the right one: the store was written under a master key that is not among those given",
  );
}
