import { openEmbeddedStore } from "../../src/store/embedded/open-embedded-store.ts";
import type { Clock, CollectionShape, Store } from "../../src/store/index.ts";
import { openMongoStore } from "../../src/store/mongodb/open-mongo-store.ts";

/** With what a store is opened. */
export interface OpenOptions {
  readonly clock: Clock;
  readonly collections: readonly CollectionShape[];
}

/** Opens the store at a place that `startServer` takes: `embedded:DIRECTORY`, or the URI of a MongoDB. */
export function openStoreAt(place: string, options: OpenOptions): Promise<Store> {
  const [, directory] = /^embedded:(.*)$/s.exec(place) ?? [];
  return directory === undefined
    ? openMongoStore({ uri: place, ...options })
    : openEmbeddedStore({ directory, ...options });
}
