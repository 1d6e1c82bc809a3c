import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { MongoMemoryReplSet } from "mongodb-memory-server-core";
import { freePort } from "../free-port.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { type FoundMongodb, SECANTUSDB_VERSION } from "./find-mongodb.ts";

/** A MongoDB that answers. */
export interface StartedMongodb {
  readonly uri: string;
  /** What it is, and which version it says it has. */
  readonly description: string;
  /** Whether it is one file's alone, and nothing of it is left when that file ends. */
  readonly isPassing: boolean;
  stop(): Promise<void>;
}

/** Starts the MongoDB that was found; one that is given is there already. */
export async function startMongodb(found: Exclude<FoundMongodb, { readonly kind: "none" }>): Promise<StartedMongodb> {
  switch (found.kind) {
    case "given":
      return { ...(await described("the MongoDB of MONGODB_URI", found.uri, async () => {})), isPassing: false };
    case "mongod": {
      process.env.MONGOMS_RUNTIME_DOWNLOAD = "false";
      process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK = "false";
      const replicaSet = await MongoMemoryReplSet.create({
        binary: { systemBinary: found.binary },
        replSet: { count: 1, storageEngine: "wiredTiger", args: ["--setParameter", "enableTestCommands=1"] },
      });
      const stop = async () => {
        await replicaSet.stop();
      };
      return { ...(await described(found.binary, replicaSet.getUri(), stop)), isPassing: false };
    }
    case "secantusdb":
      return startSecantusDb(found.command);
  }
}

async function startSecantusDb(command: string): Promise<StartedMongodb> {
  const folder = await mkdtemp(join(temporaryFolder(), "claimsmith-mongodb-"));
  const port = await freePort();
  const server = spawn(
    command,
    [
      ...["--host", "127.0.0.1", "--port", String(port), "--storage-path", folder, "--cache-size", "256M"],
      ...["--sync-on-commit", "--enable-test-commands"],
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  // Should this process end without stopping it.
  const kill = () => server.kill("SIGKILL");
  process.on("exit", kill);
  const stop = async () => {
    process.off("exit", kill);
    if (server.exitCode === null && server.signalCode === null) {
      const exited = once(server, "exit");
      kill();
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await listening(server);
    const description = `SecantusDB ${SECANTUSDB_VERSION}`;
    return { ...(await described(description, `mongodb://127.0.0.1:${port}`, stop)), isPassing: true };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Resolves when the log says that it listens; rejects with the log when it ends instead. */
function listening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      if (!log.includes("listening")) return;
      // Its log is of no further use, but must not fill the pipe.
      server.stderr?.removeAllListeners("data").resume();
      resolve();
    });
    server.once("error", reject);
    server.once("exit", () => reject(new Error(`SecantusDB ended at its start: ${log}`)));
  });
}

async function described(name: string, uri: string, stop: () => Promise<void>) {
  const client = new MongoClient(uri);
  try {
    const { version } = await client.db("admin").command({ buildInfo: 1 });
    return { uri, description: `${name}, which says it is version ${version}`, stop };
  } finally {
    await client.close();
  }
}
