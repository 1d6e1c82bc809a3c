import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, inject, test } from "vitest";
import type { BrokerAnswer, BrokerQuestion } from "./mongodb/broker.ts";

/** The MongoDB of some tests; there is one as soon as their hooks run. */
export interface TestMongodb {
  /** The URI of a new and empty database, with options such as `{ appName: "test" }`. */
  database(options?: Readonly<Record<string, string>>): string;
  /** Removes a database, unless it goes with its MongoDB: to drop one takes long. */
  remove(uri: string): Promise<void>;
}

/**
 * Describes tests that need a MongoDB, see `broker.ts` for where they have it from. Where there is none they are reported
 * as skipped; with `CI=true` that is a failure.
 */
export function describeWithMongodb(name: string, tests: (mongodb: TestMongodb) => void): void {
  if (found.kind === "found") {
    describe(name, () => {
      const lease = new Lease();
      beforeAll(() => lease.take());
      afterAll(() => lease.giveBack());
      tests(lease);
    });
    return;
  }
  const { reason } = found;
  describe.skip(name, () => tests(new Lease()));
  if (process.env.CI === "true") {
    test(`${name}: there is a MongoDB`, () => {
      throw new Error(`there is no MongoDB for tests, because ${reason}`);
    });
  }
}

/** A MongoDB on a busy machine may be slow, and is not to be taken for one that is away. */
const PATIENCE = { connectTimeoutMS: "60000", socketTimeoutMS: "60000", waitQueueTimeoutMS: "60000" };

const found = (await ask("find")).answer as Exclude<BrokerAnswer, { readonly kind: "started" }>;

/** A MongoDB that is there for as long as a connection to the broker is held. */
class Lease implements TestMongodb {
  #socket: Socket | undefined;
  #uri = "";
  #isPassing = true;

  async take(): Promise<void> {
    const { answer, socket } = await ask("start");
    if (answer.kind !== "started") throw new Error(`there is no MongoDB for tests: ${JSON.stringify(answer)}`);
    ({ uri: this.#uri, isPassing: this.#isPassing } = answer);
    this.#socket = socket;
  }

  giveBack(): void {
    this.#socket?.destroy();
  }

  database(options: Readonly<Record<string, string>> = {}): string {
    const [, base = "", query = ""] = /^([^:]+:\/\/[^/?]*)\/?[^?]*\??(.*)$/.exec(this.#uri) ?? [];
    const parameters = new URLSearchParams(query);
    for (const [option, value] of Object.entries({ ...PATIENCE, ...options })) parameters.set(option, value);
    return `${base}/claimsmith-test-${randomUUID()}?${parameters}`;
  }

  async remove(database: string): Promise<void> {
    if (this.#isPassing) return;
    const client = new MongoClient(database);
    await client.db().dropDatabase();
    await client.close();
  }
}

async function ask(question: BrokerQuestion): Promise<{ readonly answer: BrokerAnswer; readonly socket: Socket }> {
  const socket = connect(inject("mongodbBroker"), "127.0.0.1").setEncoding("utf8");
  socket.write(question);
  let line = "";
  while (!line.endsWith("\n")) line += (await once(socket, "data"))[0];
  socket.unref();
  return { answer: JSON.parse(line), socket };
}
