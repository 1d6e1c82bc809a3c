import type { Db, MongoClient } from "mongodb";
import { StoreUnavailableError } from "../store-error.ts";
import type { MongoAddress } from "./address.ts";
import { unavailable } from "./unavailable.ts";

/** The way to a database, which finds its servers again when they have been away. */
export class Connection {
  readonly #client: MongoClient;
  readonly #database: Db;
  readonly #place: string;
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(client: MongoClient, { database, place }: MongoAddress) {
    this.#client = client;
    this.#database = client.db(database);
    this.#place = place;
  }

  /** Does an operation; whatever fails in it becomes a `StoreError`. */
  async run<R>(operation: (database: Db) => Promise<R>): Promise<R> {
    if (this.#closing !== undefined) throw new StoreUnavailableError("closed", "the store has been closed");
    const result = operation(this.#database);
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
