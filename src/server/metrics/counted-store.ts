import {
  type Collection,
  type CollectionDeclaration,
  type Document,
  isStoreError,
  type Store,
  type StoreScope,
} from "../../store/index.ts";
import { currentRoundTrips } from "./round-trips.ts";

/** The operations of a collection. */
export type StoreOperation = "get" | "find_one" | "find" | "insert" | "replace" | "delete";

/** The end of an operation: `ok`, the code of the store's error, or `error`. */
export type StoreOutcome = "ok" | "duplicate_key" | "conflict" | "invalid_cursor" | "store_unavailable" | "error";

/** One operation of a store that has ended. */
export interface CountedOperation {
  readonly collection: string;
  readonly operation: StoreOperation;
  readonly outcome: StoreOutcome;
  readonly seconds: number;
}

/** A store whose operations are told when they have ended, and counted as round trips of the request that makes them. */
export function countedStore(store: Store, tell: (operation: CountedOperation) => void): Store {
  return {
    scope: (name) => countedScope(store.scope(name), tell),
    sweep: (now, maxDocuments) => store.sweep(now, maxDocuments),
    close: () => store.close(),
  };
}

function countedScope(scope: StoreScope, tell: (operation: CountedOperation) => void): StoreScope {
  return {
    collection<T extends Document, Index extends string>(
      declaration: CollectionDeclaration<T, Index>,
    ): Collection<T, Index> {
      const collection = scope.collection(declaration);
      const count = async <R>(operation: StoreOperation, operate: () => Promise<R>): Promise<R> => {
        const end = currentRoundTrips()?.begin();
        const start = performance.now();
        let outcome: StoreOutcome = "ok";
        try {
          return await operate();
        } catch (error) {
          outcome = isStoreError(error) ? error.code : "error";
          throw error;
        } finally {
          end?.();
          tell({ collection: declaration.name, operation, outcome, seconds: (performance.now() - start) / 1000 });
        }
      };
      return {
        get: (id) => count("get", () => collection.get(id)),
        findOne: (index, key) => count("find_one", () => collection.findOne(index, key)),
        find: (index, key, page) => count("find", () => collection.find(index, key, page)),
        insert: (document) => count("insert", () => collection.insert(document)),
        replace: (document) => count("replace", () => collection.replace(document)),
        delete: (id) => count("delete", () => collection.delete(id)),
      };
    },
  };
}
