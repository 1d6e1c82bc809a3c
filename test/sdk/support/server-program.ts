import { type RunningServer, startServer } from "../../../src/server/start/start-server.ts";
import { startComposed } from "../../support/composed-server.ts";
import { openStoreAt } from "../../support/open-store-at.ts";
import { recordedStore } from "../../support/recorded-store.ts";

/*
 * A process that serves what it is told to, for `server-process.ts`: `{ start: OPTIONS }`, the options of `startServer`, is
 * answered `{ url }` or `{ error }`; with `isGated` each write of the server is told as `{ write: N }` and waits for
 * `{ go: N }`. `{ count: NAME }` is answered `{ counted: N }`: what a metric of the server has come to, with the values of all
 * labels that are given. `{ close: true }` is answered `{ closed: true }`. It ends when whoever started it does.
 */
let server: (Pick<RunningServer, "url" | "close"> & Partial<Pick<RunningServer, "metrics">>) | undefined;
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
  readonly count?: MetricQuestion;
  readonly close?: true;
}

/** The series of a metric, and what their labels must be. */
interface MetricQuestion {
  readonly series: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface MetricJson {
  readonly values?: readonly {
    readonly metricName?: string;
    readonly value: number;
    readonly labels: Readonly<Record<string, unknown>>;
  }[];
}

async function counted({ series, labels }: MetricQuestion): Promise<number> {
  const snapshot: readonly MetricJson[] = (await server?.metrics?.()) ?? [];
  return snapshot
    .flatMap(({ values = [] }) => values)
    .filter((each) => each.metricName === series)
    .filter((each) => Object.entries(labels).every(([name, value]) => each.labels[name] === value))
    .reduce((sum, { value }) => sum + value, 0);
}

process.on("message", async ({ start, isGated = false, go, count, close }: Message) => {
  if (go !== undefined) {
    waiting.get(go)?.();
    waiting.delete(go);
  } else if (count !== undefined) {
    send({ counted: await counted(count) });
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
