import type { Store } from "../../src/store/index.ts";
import { openMongoStore } from "../../src/store/mongodb/open-mongo-store.ts";
import type { TestMongodb } from "../support/mongodb.ts";
import type { AdapterUnderTest, OpenOptions } from "./contract.ts";

/**
 * Opens a store on MongoDB; for other processes too. The clock of a test is not that of the MongoDB, which must not remove
 * what has expired by its own: what expired at the beginning of 1970 it keeps until 2038.
 */
export function openStore(uri: string, options: OpenOptions): Promise<Store> {
  return openMongoStore({ uri, keepExpiredSeconds: 2_147_483_647, ...options });
}

/** A store on MongoDB, each in a database of its own. */
export function mongodbAdapter(mongodb: TestMongodb): AdapterUnderTest<string> {
  return {
    name: "mongodb",
    openStore,
    module: new URL(import.meta.url),
    create: async () => mongodb.database(),
    remove: (uri) => mongodb.remove(uri),
  };
}
