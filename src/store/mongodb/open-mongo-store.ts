import { invariant } from "../../language/invariant.ts";
import type { Collection } from "../collection.ts";
import type { CollectionDeclaration, CollectionShape } from "../declaration.ts";
import type { Document } from "../document.ts";
import type { Clock, Store } from "../store.ts";
import { clientFor, type MongoAddress, readAddress } from "./address.ts";
import { Connection } from "./connection.ts";
import { MongoCollection } from "./mongo-collection.ts";
import { type Preparation, prepare } from "./prepare.ts";
import { sweep } from "./sweep.ts";
import { unavailable } from "./unavailable.ts";

/** The options of a store on MongoDB. */
export interface MongoStoreOptions {
  /** `mongodb://…` or `mongodb+srv://…`, with the database; without one it is `claimsmith`. */
  readonly uri: string;
  readonly clock: Clock;
  /** All the collections that will be used. */
  readonly collections: readonly CollectionShape[];
  /** Whether the store has to be there as this program makes one: then nothing is made. Not unless given. */
  readonly existing?: boolean;
  /** Whether indexes that are missing or different are made as declared, instead of refused; not unless given. */
  readonly migrate?: boolean;
  /**
   * How long MongoDB keeps what has expired, by its own clock, before it removes it: longer than the clocks of servers
   * differ. An hour unless given; a store that was opened with another value has another index.
   */
  readonly keepExpiredSeconds?: number;
  /** The time for which an absent MongoDB is waited for when the store is opened; 30 000 unless given. */
  readonly maxStartWaitMilliseconds?: number;
}

/**
 * Opens a store in a database of a MongoDB: a replica set, a sharded cluster, or one server. Several machines may share
 * it. An operation is answered when a majority of the replica set has it on disk, and reads what a majority has, so that
 * what was answered outlives a primary. An operation that finds no server, or one that does not answer, waits for some
 * seconds in all; the store serves again as soon as one is back.
 *
 * In a database where the collections are new it makes them, with their indexes. Rejects with a
 * `StoreUnavailableError`: `address` when the URI is none or asks for weaker reads or writes; `failed` when no server
 * was there for `maxStartWaitMilliseconds`, or refused; `foreign` when a collection of that name is not a store's;
 * `version` when it was written with another layout or another declaration; `indexes` when indexes are missing or
 * different. With `existing` also `absent` when there is none, and `version` when it lacks one of the collections. None
 * of them tells credentials.
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<Store> {
  const {
    uri,
    clock,
    existing = false,
    migrate = false,
    keepExpiredSeconds = 3600,
    maxStartWaitMilliseconds = 30_000,
  } = options;
  const collections = new Map(options.collections.map((collection) => [collection.name, collection]));
  invariant(collections.size === options.collections.length, "collections have different names");
  const address = readAddress(uri);
  const { place } = address;
  const preparation = { collections: options.collections, keepExpiredSeconds, existing, migrate, place };
  const connection = await connect(address, preparation, maxStartWaitMilliseconds);
  return {
    scope(scope) {
      invariant(scope !== "", "a scope has a name");
      return {
        collection<T extends Document, Index extends string>(
          declaration: CollectionDeclaration<T, Index>,
        ): Collection<T, Index> {
          const collection = collections.get(declaration.name);
          invariant(collection === declaration, `\`${declaration.name}\` was declared when the store was opened`);
          return new MongoCollection<T, Index>({ collection, scope }, connection, clock);
        },
      };
    },
    sweep(now, maxDocuments) {
      return connection.runLong((database) => sweep(database, collections.values(), now, maxDocuments));
    },
    close() {
      return connection.close();
    },
  };
}

async function connect(
  address: MongoAddress,
  preparation: Preparation,
  maxWaitMilliseconds: number,
): Promise<Connection> {
  // The first server may take its time to appear, and indexes to be made: those operations have a client of their own.
  const patient = clientFor(address, { serverSelectionTimeoutMS: maxWaitMilliseconds });
  const client = clientFor(address);
  try {
    await prepare(patient.db(address.database), preparation);
    await client.connect();
    return new Connection(client, address);
  } catch (error) {
    await client.close();
    throw unavailable(error, address.place);
  } finally {
    await patient.close();
  }
}
