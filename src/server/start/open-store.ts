import { directoryCollections } from "../../directory/index.ts";
import { allProjectCollections } from "../../projects/index.ts";
import { sessionCollections } from "../../sessions/index.ts";
import { openEmbeddedStore } from "../../store/embedded/open-embedded-store.ts";
import type { CollectionShape, Store } from "../../store/index.ts";
import type { MongoStoreOptions } from "../../store/mongodb/open-mongo-store.ts";
import type { CheckedOptions } from "./check-options.ts";
import type { CleanUp } from "./clean-up.ts";
import type { LastingLocation } from "./place-store.ts";

/** Everything that the service stores. */
export const allCollections: readonly CollectionShape[] = [
  ...allProjectCollections,
  ...directoryCollections,
  ...sessionCollections,
];

/** Opens a store until the clean-up. Rejects with a `StoreUnavailableError` if it cannot serve. */
export async function openStore(location: LastingLocation, options: CheckedOptions, cleanUp: CleanUp): Promise<Store> {
  const store = await open(location, options);
  cleanUp.add(() => store.close());
  return store;
}

/** Opens a store that is there, until the clean-up, and makes nothing in it. Rejects with a `StoreUnavailableError`. */
export async function openExistingStore(
  location: LastingLocation,
  { clock }: Pick<CheckedOptions, "clock">,
  cleanUp: CleanUp,
): Promise<Store> {
  const options = { clock, collections: allCollections, existing: true };
  const store =
    location.kind === "embedded"
      ? await openEmbeddedStore({ ...options, directory: location.directory })
      : await openMongo({ ...options, uri: location.uri, maxStartWaitMilliseconds: maxExistingWaitMilliseconds });
  cleanUp.add(() => store.close());
  return store;
}

/** The time for which a MongoDB that has to be there is waited for. */
const maxExistingWaitMilliseconds = 5000;

async function open(location: LastingLocation, { clock, migrate }: CheckedOptions): Promise<Store> {
  if (location.kind === "embedded") {
    return openEmbeddedStore({ directory: location.directory, clock, collections: allCollections });
  }
  return openMongo({ uri: location.uri, clock, collections: allCollections, migrate });
}

async function openMongo(options: MongoStoreOptions): Promise<Store> {
  // Loaded only where it is used: the driver is large.
  const { openMongoStore } = await import("../../store/mongodb/open-mongo-store.ts");
  return openMongoStore(options);
}
