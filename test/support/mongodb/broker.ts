import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { TestProject } from "vitest/node";
import { type FoundMongodb, findMongodb } from "./find-mongodb.ts";
import { type StartedMongodb, startMongodb } from "./start-mongodb.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The port at which the broker listens. */
    readonly mongodbBroker: number;
  }
}

/** What tests ask the broker: whether there is a MongoDB, or to have one for as long as they hold the connection. */
export type BrokerQuestion = "find" | "start";

/** What it answers, as one line of JSON. */
export type BrokerAnswer =
  | { readonly kind: "found" }
  | { readonly kind: "started"; readonly uri: string; readonly isPassing: boolean }
  | { readonly kind: "none"; readonly reason: string };

/**
 * Gives tests a MongoDB: nothing is looked for, installed or started before some ask. All share it, except that each group
 * of tests gets a SecantusDB to itself, which starts quickly and answers each write more slowly than the one before. That
 * is stopped when its tests let go of their connection, whatever is left at the end of the run.
 */
export default async function serveMongodb(project: TestProject): Promise<() => Promise<void>> {
  const started = new Set<Promise<StartedMongodb>>();
  let finding: Promise<FoundMongodb> | undefined;
  let shared: Promise<StartedMongodb> | undefined;
  let isTold = false;

  const start = (found: Exclude<FoundMongodb, { readonly kind: "none" }>): Promise<StartedMongodb> => {
    const starting = startMongodb(found);
    started.add(starting);
    return starting;
  };
  const stop = async (starting: Promise<StartedMongodb>): Promise<void> => {
    if (!started.delete(starting)) return;
    await starting.then((mongodb) => mongodb.stop()).catch(() => undefined);
  };
  const answer = async (question: string, socket: Socket): Promise<BrokerAnswer> => {
    finding ??= findMongodb();
    const found = await finding;
    if (found.kind === "none") return found;
    if (question === ("find" satisfies BrokerQuestion)) return { kind: "found" };
    const isOwn = found.kind === "secantusdb";
    if (!isOwn) shared ??= start(found);
    const starting = isOwn || shared === undefined ? start(found) : shared;
    if (isOwn) socket.once("close", () => stop(starting));
    const { uri, description, isPassing } = await starting;
    if (!isTold) console.log(`The tests on MongoDB run on ${description}.`);
    isTold = true;
    return { kind: "started", uri, isPassing };
  };
  const failed = (error: unknown): BrokerAnswer => ({ kind: "none", reason: `it cannot be started: ${String(error)}` });
  const tell = (reason: string): void => {
    if (!isTold) console.warn(`SKIPPED: the tests on MongoDB, because ${reason}. ${WAYS}`);
    isTold = true;
  };

  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.setEncoding("utf8").once("data", (question: string) => {
      answer(question, socket)
        .catch(failed)
        .then((line) => {
          if (line.kind === "none") tell(line.reason);
          socket.write(`${JSON.stringify(line)}\n`);
        });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  project.provide("mongodbBroker", address.port);
  return async () => {
    server.close();
    await Promise.all([...started].map(stop));
  };
}

const WAYS =
  "To have one: set MONGODB_URI; or have a mongod on the PATH or at MONGOMS_SYSTEM_BINARY; or have python3 with pip and PyPI in reach, for SecantusDB.";
