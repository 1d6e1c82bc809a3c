import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { MongoClient } from "mongodb";
import { describe, inject, test } from "vitest";
import type { BrokerAnswer } from "./mongodb/broker.ts";

/** The MongoDB of a file of tests. */
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
  if ("uri" in answer) describe(name, { timeout: TIMEOUT }, () => tests(mongodbAt(answer)));
  else {
    describe.skip(name, () => tests(mongodbAt({ uri: "mongodb://127.0.0.1:0", isPassing: true })));
    if (process.env.CI === "true") {
      test(`${name}: there is a MongoDB`, () => {
        throw new Error(`there is no MongoDB for tests, because ${answer.reason}`);
      });
    }
  }
}

/** The MongoDB of tests may be slow, in milliseconds. */
const TIMEOUT = 240_000;

const answer = await askBroker();

/** The connection is held as long as the file runs: the MongoDB is stopped with it. */
async function askBroker(): Promise<BrokerAnswer> {
  const socket = connect(inject("mongodbBroker"), "127.0.0.1");
  socket.setEncoding("utf8");
  let line = "";
  for await (const text of socket.iterator({ destroyOnReturn: false })) {
    line += text;
    if (line.endsWith("\n")) break;
  }
  socket.unref();
  return JSON.parse(line);
}

function mongodbAt({ uri, isPassing }: { readonly uri: string; readonly isPassing: boolean }): TestMongodb {
  const [, base = "", query = ""] = /^([^:]+:\/\/[^/?]*)\/?[^?]*\??(.*)$/.exec(uri) ?? [];
  return {
    database(options = {}) {
      const parameters = new URLSearchParams(query);
      for (const [option, value] of Object.entries(options)) parameters.set(option, value);
      return `${base}/claimsmith-test-${randomUUID()}?${parameters}`;
    },
    async remove(database) {
      if (isPassing) return;
      const client = new MongoClient(database);
      await client.db().dropDatabase();
      await client.close();
    },
  };
}
