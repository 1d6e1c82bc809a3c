import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import type { Store } from "../../src/store/index.ts";
import { MongodbProxy } from "./mongodb/proxy.ts";
import { describeWithMongodb, type TestMongodb } from "./mongodb.ts";
import { type OpenOptions, openStoreAt } from "./open-store-at.ts";

/** A store for tests, which servers and programs may share. */
export interface TestStore {
  /** How a server is started on it. */
  readonly options: { readonly store: string; readonly masterKey?: string };
  open(options: OpenOptions): Promise<Store>;
  remove(): Promise<void>;
}

/** A store that tells whether something was written to it. */
export interface WatchedStore extends TestStore {
  /** Where two are equal, nothing at all was written in between. */
  written(): string;
}

/** Makes stores of one kind, each new and empty. */
export interface TestStores {
  create(): Promise<TestStore>;
  createWatched(): Promise<WatchedStore>;
  /** How many writes of one document, one after the other, it has done in a few seconds on any machine. */
  readonly mostWritesAtOnce: number;
}

/** The master key of servers on a MongoDB, which need one to be given. */
export const masterKey = Buffer.from("k".repeat(32)).toString("base64");

/** Describes tests once on the embedded store and once on a MongoDB; without one the latter are skipped, as it says. */
export function describeOnEachStore(tests: (stores: TestStores) => void): void {
  describe("on the embedded store", () => tests(embeddedStores));
  describeWithMongodb("on MongoDB", (mongodb) => tests(mongodbStores(mongodb)));
}

/** Embedded stores, in temporary folders. */
export const embeddedStores: TestStores = {
  mostWritesAtOnce: 200,
  create: createEmbedded,
  async createWatched() {
    const { directory, ...store } = await createEmbedded();
    // Every transaction that is committed changes the file.
    const data = join(directory, "data.mdb");
    return { ...store, written: () => createHash("sha256").update(readFileSync(data)).digest("hex") };
  },
};

async function createEmbedded() {
  const directory = await mkdtemp(join(tmpdir(), "claimsmith-store-"));
  const place = `embedded:${directory}`;
  return {
    directory,
    options: { store: place },
    open: (options: OpenOptions) => openStoreAt(place, options),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

function mongodbStores(mongodb: TestMongodb): TestStores {
  const storeAt = (uri: string): TestStore => ({
    options: { store: uri, masterKey },
    open: (options) => openStoreAt(uri, options),
    remove: () => mongodb.remove(uri),
  });
  return {
    mostWritesAtOnce: 100,
    create: async () => storeAt(mongodb.database()),
    async createWatched() {
      const direct = mongodb.database();
      const proxy = await MongodbProxy.start(direct);
      let writes = 0;
      proxy.intercept = (command) => {
        if (!READING.has(command)) writes++;
        return "pass";
      };
      return {
        ...storeAt(proxy.uri(direct)),
        written: () => `${writes} writes`,
        async remove() {
          await proxy.cut();
          await mongodb.remove(direct);
        },
      };
    },
  };
}

/** The commands of the driver that change nothing. */
const READING: ReadonlySet<string> = new Set(["hello", "ping", "find", "getMore", "listIndexes", "endSessions"]);
