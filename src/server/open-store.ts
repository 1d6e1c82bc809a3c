import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryCollections } from "../directory/index.ts";
import { allProjectCollections } from "../projects/index.ts";
import { sessionCollections } from "../sessions/index.ts";
import { openEmbeddedStore } from "../store/embedded/open-embedded-store.ts";
import { type Clock, type CollectionShape, type Store, StoreUnavailableError } from "../store/index.ts";
import type { CleanUp } from "./clean-up.ts";
import { wrongOption } from "./start-error.ts";

/** Everything that the service stores. */
export const allCollections: readonly CollectionShape[] = [
  ...allProjectCollections,
  ...directoryCollections,
  ...sessionCollections,
];

/** A new directory that is gone after the clean-up. */
export async function temporaryDirectory(cleanUp: CleanUp): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "claimsmith-"));
  cleanUp.add(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Opens the embedded store of a directory until the clean-up. Rejects with a `StartError` if it cannot serve. */
export async function openStore(directory: string, clock: Clock, cleanUp: CleanUp): Promise<Store> {
  try {
    const store = await openEmbeddedStore({ directory, clock, collections: allCollections });
    cleanUp.add(() => store.close());
    return store;
  } catch (error) {
    if (error instanceof StoreUnavailableError) throw wrongOption("store", error.message);
    throw error;
  }
}
