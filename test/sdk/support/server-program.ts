import { type RunningServer, startServer } from "../../../src/server/start/start-server.ts";
import { startComposed } from "../../support/composed-server.ts";
import { openStoreAt } from "../../support/open-store-at.ts";
import { recordedStore } from "../../support/recorded-store.ts";

/*
 * A process that serves what it is told to, for `server-process.ts`: `{ start: OPTIONS }`, the options of `startServer`, is
 * answered `{ url }` or `{ error }`; with `isGated` each write of the server is told as `{ write: N }` and waits for
 * `{ go: N }`. `{ close: true }` is answered `{ closed: true }`. It ends when whoever started it does.
 */
let server: Pick<RunningServer, "url" | "close"> | undefined;
let writes = 0;
const waiting = new Map<number, () => void>();

const send = (message: object): void => {
  process.send?.(message);
};

interface Options {
  readonly store: string;
  readonly masterKey: string;
}

function startGated({ store, masterKey }: Options) {
  const before = () =>
    new Promise<void>((resolve) => {
      const write = writes++;
      waiting.set(write, resolve);
      send({ write });
    });
  return startComposed({
    masterKey,
    openStore: async (options) => recordedStore(await openStoreAt(store, options), before).store,
  });
}

interface Message {
  readonly start?: Options;
  readonly isGated?: boolean;
  readonly go?: number;
  readonly close?: true;
}

process.on("message", async ({ start, isGated = false, go, close }: Message) => {
  if (go !== undefined) {
    waiting.get(go)?.();
    waiting.delete(go);
  } else if (close) {
    await server?.close();
    send({ closed: true });
  } else if (start !== undefined) {
    try {
      server = await (isGated ? startGated(start) : startServer(start));
      send({ url: server.url });
    } catch (error) {
      send({ error: String(error) });
    }
  }
});
process.on("disconnect", () => process.exit());
