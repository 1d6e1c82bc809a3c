import type stytch from "stytch";
import { masterKey, type TestStore, type TestStores } from "../../support/each-store.ts";
import { memberClient } from "../support/sdk-clients.ts";
import type { ServerProcess } from "../support/server-process.ts";

/** What the tests of several processes work with: the same processes all along, and in each test a store of its own. */
export interface ProcessWorld {
  readonly stores: TestStores;
  /** So many of the processes, none of which runs a server. */
  processes(count: number): readonly ServerProcess[];
}

/** Servers in processes of their own, on one store. */
export interface Servers {
  readonly store: TestStore;
  /** With what another program opens the store. */
  readonly options: { readonly store: string; readonly masterKey: string };
  readonly urls: readonly string[];
  /** A client of the B2B project at one of the servers, in turn. */
  clientFor(index: number): stytch.B2BClient;
  /** Closes the servers and removes the store. */
  close(): Promise<void>;
}

/**
 * Starts a server in each process on a new store, all at once: each applies the state. With `isGated` other servers take
 * their places, whose writes wait.
 */
export async function startServers(
  { stores }: ProcessWorld,
  processes: readonly ServerProcess[],
  { apply, isGated = false }: { readonly apply: object; readonly isGated?: boolean },
): Promise<Servers> {
  const store = await stores.create();
  // Deleted secrets are tried more often than a server lets one address fail.
  const options = { ...store.options, masterKey, failedCredentialsLimit: 0 };
  const closeAll = () => Promise.all(processes.map((process) => process.close()));
  let urls = await Promise.all(processes.map((process) => process.start({ ...options, apply })));
  if (isGated) {
    await closeAll();
    urls = await Promise.all(processes.map((process) => process.start(options, { isGated })));
  }
  const clients = urls.map((url) => memberClient(url));
  return {
    store,
    options,
    urls,
    clientFor(index) {
      const client = clients[index % clients.length];
      if (client === undefined) throw new Error("there are no servers");
      return client;
    },
    async close() {
      await closeAll();
      await store.remove();
    },
  };
}

/** Makes so many of something. */
export function times<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
