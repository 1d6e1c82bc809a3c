import { invariant } from "../../language/invariant.ts";
import type { Collection } from "../collection.ts";
import type { CollectionDeclaration, CollectionShape } from "../declaration.ts";
import type { Document } from "../document.ts";
import type { Clock, Store } from "../store.ts";
import { makeDirectory } from "./database.ts";
import { EmbeddedCollection } from "./embedded-collection.ts";
import { claimLayout, requireLayout } from "./layout.ts";
import { openLatest } from "./open-latest.ts";
import { sweep } from "./sweep.ts";
import { Transactions } from "./transactions.ts";

/** The options of an embedded store. */
export interface EmbeddedStoreOptions {
  /** A directory on a local disk, made with mode 0700 if need be. Several processes of one machine may share it. */
  readonly directory: string;
  readonly clock: Clock;
  /** All the collections that will be used. */
  readonly collections: readonly CollectionShape[];
  /** Whether the store has to be there as this program makes one: then nothing is made. Not unless given. */
  readonly existing?: boolean;
}

/**
 * Opens a store in a directory, on LMDB. An operation is answered when its transaction is on disk; a process that dies, at
 * whatever moment, leaves every answered write and no part of another. A write waits for the disk on the thread that asked
 * for it, together with all those asked for in the same turn of the event loop.
 *
 * A store whose directory is removed or replaced while it is open, or whose file is cut short, refuses all operations as
 * `failed` from the next write on.
 *
 * Rejects with a `StoreUnavailableError`: `full` when there is no room for a new store, `failed` when the file has been cut
 * short or its rows are not found, `foreign` when the directory holds other files of LMDB's name, `version` when it
 * was written with another layout or another declaration of one of the collections. With `existing` also `absent` when there
 * is none, and `version` when it lacks one of the collections.
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<Store> {
  const { directory, clock, existing = false } = options;
  const collections = new Map(options.collections.map((collection) => [collection.name, collection]));
  invariant(collections.size === options.collections.length, "collections have different names");
  if (!existing) makeDirectory(directory);
  const database = await openLatest(directory, existing);
  const transactions = new Transactions(database, directory);
  try {
    await (existing ? requireLayout : claimLayout)(transactions, options.collections, directory);
  } catch (error) {
    await transactions.close();
    throw error;
  }
  return {
    scope(scope) {
      invariant(scope !== "", "a scope has a name");
      return {
        collection<T extends Document, Index extends string>(
          declaration: CollectionDeclaration<T, Index>,
        ): Collection<T, Index> {
          const collection = collections.get(declaration.name);
          invariant(collection === declaration, `\`${declaration.name}\` was declared when the store was opened`);
          return new EmbeddedCollection<T, Index>({ collection, scope }, transactions, clock);
        },
      };
    },
    sweep(now, maxDocuments) {
      return sweep(transactions, collections, now, maxDocuments);
    },
    close() {
      return transactions.close();
    },
  };
}
