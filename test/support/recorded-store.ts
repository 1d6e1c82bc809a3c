import type { Collection, CollectionDeclaration, Document, Store } from "../../src/store/index.ts";

/** One write that was asked of a store. */
export interface RecordedWrite {
  readonly scope: string;
  readonly collection: string;
  readonly operation: "insert" | "replace" | "delete";
}

/** One document that is read by its id. */
export interface RecordedGet {
  readonly collection: string;
  readonly id: string;
}

/**
 * A store that notes every write before it is made. What `before` throws keeps the write from being made; `beforeGet` is
 * called before a document is read by its id, `beforeFind` before a page of an index.
 */
export function recordedStore(
  store: Store,
  before: (write: RecordedWrite) => void | Promise<void> = () => {},
  beforeGet: (get: RecordedGet) => void | Promise<void> = () => {},
  beforeFind: (collection: string) => void | Promise<void> = () => {},
): { readonly store: Store; readonly writes: readonly RecordedWrite[] } {
  const writes: RecordedWrite[] = [];
  const recorded: Store = {
    scope: (scope) => ({
      collection<T extends Document, Index extends string>(
        declaration: CollectionDeclaration<T, Index>,
      ): Collection<T, Index> {
        const collection = store.scope(scope).collection(declaration);
        const note = async (operation: RecordedWrite["operation"]) => {
          const write = { scope, collection: declaration.name, operation };
          writes.push(write);
          await before(write);
        };
        return {
          async get(id) {
            await beforeGet({ collection: declaration.name, id });
            return collection.get(id);
          },
          findOne: (index, key) => collection.findOne(index, key),
          async find(index, key, page) {
            await beforeFind(declaration.name);
            return collection.find(index, key, page);
          },
          async insert(document) {
            await note("insert");
            return collection.insert(document);
          },
          async replace(document) {
            await note("replace");
            return collection.replace(document);
          },
          async delete(id) {
            await note("delete");
            return collection.delete(id);
          },
        };
      },
    }),
    sweep: (now, limit) => store.sweep(now, limit),
    close: () => store.close(),
  };
  return { store: recorded, writes };
}
