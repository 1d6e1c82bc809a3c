import type { Db, MongoClient } from "mongodb";
import { StoreUnavailableError } from "../store-error.ts";
import type { MongoAddress } from "./address.ts";
import { unavailable } from "./unavailable.ts";

/** The way to a database, which finds its servers again when they have been away. */
export class Connection {
  readonly #client: MongoClient;
  readonly #database: Db;
  readonly #place: string;
  readonly #maxMilliseconds: number;
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(client: MongoClient, { database, place }: MongoAddress) {
    this.#client = client;
    this.#database = client.db(database);
    this.#place = place;
    this.#maxMilliseconds = patienceOf(client);
  }

  /**
   * Does an operation; whatever fails in it becomes a `StoreError`. One that takes longer than the driver waits for
   * whatever it is that does not come fails too, for the driver begins to wait anew at each of its attempts; it goes on,
   * and what comes of it is nobody's any more.
   */
  run<R>(operation: (database: Db) => Promise<R>): Promise<R> {
    return this.#during(async () => {
      let timer: NodeJS.Timeout | undefined;
      const end = new Promise<never>((_, reject) => {
        if (this.#maxMilliseconds === Number.POSITIVE_INFINITY) return;
        timer = setTimeout(() => reject(notAnswering(this.#place)), this.#maxMilliseconds);
      });
      try {
        return await Promise.race([operation(this.#database), end]);
      } finally {
        clearTimeout(timer);
      }
    });
  }

  /** Does work that consists of many operations, and may take any time. */
  runLong<R>(operation: (database: Db) => Promise<R>): Promise<R> {
    return this.#during(() => operation(this.#database));
  }

  async #during<R>(operation: () => Promise<R>): Promise<R> {
    if (this.#closing !== undefined) throw new StoreUnavailableError("closed", "the store has been closed");
    const result = operation();
    this.#underWay.add(result);
    try {
      return await result;
    } catch (error) {
      throw unavailable(error, this.#place);
    } finally {
      this.#underWay.delete(result);
    }
  }

  /** Waits for what is under way, then lets go of the servers. */
  close(): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#underWay).then(() => this.#client.close());
    return this.#closing;
  }
}

/** The longest time for which a client waits for a server, for a connection or for an answer; of all that it may be told. */
function patienceOf({ options }: MongoClient): number {
  const { serverSelectionTimeoutMS, connectTimeoutMS, socketTimeoutMS = 0, waitQueueTimeoutMS } = options;
  // To the driver no time at all is all the time there is.
  const times = [connectTimeoutMS, socketTimeoutMS, waitQueueTimeoutMS].map((time) => time || Number.POSITIVE_INFINITY);
  return Math.max(serverSelectionTimeoutMS, ...times);
}

function notAnswering(place: string): StoreUnavailableError {
  return new StoreUnavailableError("failed", `the store at \`${place}\` does not answer`);
}
