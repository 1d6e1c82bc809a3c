import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { StartOptions } from "../../src/server/index.ts";

/** A built server in a process of its own, whose event loop is watched from inside. */
export interface WatchedServer {
  readonly url: string;
  /** The longest block since this was last asked for, in milliseconds of processor time. */
  readonly longestMilliseconds: () => Promise<number>;
  /** Has the process sweep a store with so many sessions that have expired; nothing else of it is watched. */
  readonly sweep: (sessions: number) => Promise<number>;
  readonly stop: () => void;
}

/** Starts one with options that can be sent. */
export async function startWatchedServer(options: StartOptions): Promise<WatchedServer> {
  const child = fork(fileURLToPath(new URL("watched-process.mjs", import.meta.url)), { execArgv: [] });
  const url = String(await ask(child, options));
  return {
    url,
    longestMilliseconds: async () => Number(await ask(child, { kind: "longest" })),
    sweep: async (sessions) => Number(await ask(child, { kind: "sweep", sessions })),
    stop: () => child.disconnect(),
  };
}

async function ask(child: ChildProcess, question: object): Promise<unknown> {
  const answered = once(child, "message");
  child.send(question);
  return (await answered)[0];
}
