import { startServer } from "../../../src/server/start/start-server.ts";
import { embeddedStores, type TestStore, type TestStores } from "../../support/each-store.ts";

/** A server on a store of its own and with the real clock, of which a test sees what it was asked. */
export interface ObservedServer {
  readonly url: string;
  /** Where everything is kept. */
  readonly store: TestStore;
  /** What was answered since the last time that this was asked for: method, route and status of each request. */
  requests(): Promise<readonly string[]>;
  /** Closes the server and removes its store. */
  close(): Promise<void>;
}

/** Starts a server with a declared state; on an embedded store unless told otherwise. */
export async function startObserved(state: object, stores: TestStores = embeddedStores): Promise<ObservedServer> {
  const store = await stores.create();
  const answered: string[] = [];
  const stream = { write: (line: string) => answered.push(...requestIn(line)) };
  const server = await startServer({ ...store.options, apply: state, logger: { level: "info", stream } });
  return {
    url: server.url,
    store,
    async requests() {
      // A line is written when its answer is out. One more answer, and those of all earlier ones are there.
      await fetch(`${server.url}/healthz`).then((response) => response.text());
      return answered.splice(0).filter((request) => !request.includes("/healthz"));
    },
    async close() {
      await server.close();
      await store.remove();
    },
  };
}

function requestIn(line: string): readonly string[] {
  const { msg, method, route, status }: Readonly<Record<string, unknown>> = JSON.parse(line);
  return msg === "request" ? [`${method} ${route} ${status}`] : [];
}
