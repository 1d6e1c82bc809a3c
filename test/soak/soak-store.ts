import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { freePort } from "../support/free-port.ts";
import { findMongodb } from "../support/mongodb/find-mongodb.ts";
import { MortalServer } from "./mortal-server.ts";

/** Where the servers of a soak keep everything. */
export interface SoakStore {
  /** As `--store` has it. */
  readonly address: string;
  /** The MongoDB, if there is one that can be killed. */
  readonly mongodb: MortalServer | undefined;
  readonly description: string;
  /** Removes what is not in the folder. */
  remove(): Promise<void>;
}

/** Makes a store in a folder; a MongoDB of its own there is started. */
export async function makeStore(kind: "embedded" | "mongodb", folder: string): Promise<SoakStore> {
  const remove = async () => {};
  if (kind === "embedded") {
    return {
      address: `embedded:${join(folder, "store")}`,
      mongodb: undefined,
      description: "an embedded store",
      remove,
    };
  }
  const found = await findMongodb();
  if (found.kind === "none") throw new Error(`there is no MongoDB, because ${found.reason}`);
  if (found.kind === "given") return databaseOf(found.uri);
  const port = String(await freePort());
  const path = join(folder, "mongodb");
  await mkdir(path);
  if (found.kind === "mongod") {
    const parameters = ["--bind_ip", "127.0.0.1", "--port", port, "--dbpath", path, "--replSet", REPLICA_SET];
    const mongodb = new MortalServer(found.binary, parameters, { listening: /(Waiting for connections)/ });
    await mongodb.start();
    await initiate(port);
    const address = `mongodb://127.0.0.1:${port}/soak?replicaSet=${REPLICA_SET}`;
    return { address, mongodb, description: `${found.binary} at port ${port}`, remove };
  }
  const parameters = ["--host", "127.0.0.1", "--port", port, "--storage-path", path, "--cache-size", "256M"];
  const mongodb = new MortalServer(found.command, [...parameters, "--sync-on-commit"], { listening: /(listening)/ });
  await mongodb.start();
  return { address: `mongodb://127.0.0.1:${port}/soak`, mongodb, description: `SecantusDB at port ${port}`, remove };
}

const REPLICA_SET = "soak";

async function initiate(port: string): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
  const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
  await client.db("admin").command({ replSetInitiate: { _id: REPLICA_SET, members } });
  await client.close();
}

/** A database of its own in a MongoDB that is somebody else's. */
function databaseOf(uri: string): SoakStore {
  const [, hosts = "", query = ""] = /^([^:]+:\/\/[^/?]*)\/?[^?]*(\?.*)?$/.exec(uri) ?? [];
  const address = `${hosts}/claimsmith-soak-${randomUUID()}${query}`;
  const remove = async () => {
    const client = new MongoClient(address);
    await client.db().dropDatabase();
    await client.close();
  };
  return { address, mongodb: undefined, description: "the MongoDB of MONGODB_URI, which is not killed", remove };
}
