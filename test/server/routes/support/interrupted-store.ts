import type { Collection, CollectionDeclaration, Document, Store } from "../../../../src/store/index.ts";

/** A store that waits for `before` before each operation on a document. */
export function interruptedStore(store: Store, before: () => Promise<void>): Store {
  const after = async <R>(operate: () => Promise<R>): Promise<R> => {
    await before();
    return operate();
  };
  return {
    scope: (scope) => ({
      collection<T extends Document, Index extends string>(
        declaration: CollectionDeclaration<T, Index>,
      ): Collection<T, Index> {
        const collection = store.scope(scope).collection(declaration);
        return {
          get: (id) => after(() => collection.get(id)),
          findOne: (index, key) => after(() => collection.findOne(index, key)),
          find: (index, key, page) => after(() => collection.find(index, key, page)),
          insert: (document) => after(() => collection.insert(document)),
          replace: (document) => after(() => collection.replace(document)),
          delete: (id) => after(() => collection.delete(id)),
        };
      },
    }),
    sweep: (now, limit) => store.sweep(now, limit),
    close: () => store.close(),
  };
}
