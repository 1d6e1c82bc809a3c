import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { directoryCollections } from "../../directory/index.ts";
import { allProjectCollections } from "../../projects/index.ts";
import { sessionCollections } from "../../sessions/index.ts";
import { openEmbeddedStore } from "../../store/embedded/open-embedded-store.ts";
import type { CollectionShape, Store, StoreUnavailableError, Unavailability } from "../../store/index.ts";
import type { MongoStoreOptions } from "../../store/mongodb/open-mongo-store.ts";
import type { CleanUp } from "./clean-up.ts";
import { type MadeSecrets, StartError } from "./start-error.ts";
import type { CheckedOptions, StoreLocation } from "./start-options.ts";

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

/** Where a store is that can be opened. */
export type LastingLocation = Exclude<StoreLocation, { readonly kind: "temporary" }>;

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
      : await openMongo({ ...options, uri: location.uri, startPatience: EXISTING_PATIENCE });
  cleanUp.add(() => store.close());
  return store;
}

/** How long a MongoDB that has to be there is waited for, in milliseconds. */
const EXISTING_PATIENCE = 5000;

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

/** Why a server cannot start on a store. */
export function storeProblem(error: StoreUnavailableError, { kind }: StoreLocation, made: MadeSecrets): StartError {
  const { reason, message } = error;
  const isTemporary = kind === "mongodb" && reason === "failed";
  const help = HELP_BY_REASON.get(reason);
  return new StartError([{ option: "store", message, ...(help && { help }) }], { ...made, cause: error, isTemporary });
}

const HELP_BY_REASON: ReadonlyMap<Unavailability, string> = new Map([
  ["indexes", "start one server with `--migrate`, while no other runs"],
  ["absent", "name the one that your servers have; a server makes one when it starts"],
]);
