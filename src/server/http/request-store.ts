import type { Collection, CollectionDeclaration, Document, Store, StoreScope } from "../../store/index.ts";
import { currentRequestWork } from "./request-work.ts";

/** A store whose operations are part of the work for the requests that they are for, which stops when nobody waits for it. */
export function requestStore(store: Store): Store {
  return {
    scope: (name) => requestScope(store.scope(name)),
    sweep: (now, maxDocuments) => store.sweep(now, maxDocuments),
    close: () => store.close(),
  };
}

function requestScope(scope: StoreScope): StoreScope {
  return {
    collection<T extends Document, Index extends string>(
      declaration: CollectionDeclaration<T, Index>,
    ): Collection<T, Index> {
      const collection = scope.collection(declaration);
      const read = <R>(operation: () => Promise<R>) => during("read", operation);
      const write = <R>(operation: () => Promise<R>) => during("write", operation);
      return {
        get: (id) => read(() => collection.get(id)),
        findOne: (index, key) => read(() => collection.findOne(index, key)),
        find: (index, key, page) => read(() => collection.find(index, key, page)),
        insert: (document) => write(() => collection.insert(document)),
        replace: (document) => write(() => collection.replace(document)),
        delete: (id) => write(() => collection.delete(id)),
      };
    },
  };
}

/** Does an operation as part of the work for the request that it is for, if it is for one. */
function during<R>(kind: "read" | "write", operation: () => Promise<R>): Promise<R> {
  return currentRequestWork()?.operate(kind, operation) ?? operation();
}
