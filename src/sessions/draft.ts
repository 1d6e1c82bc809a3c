import type { Collection, CollectionDeclaration, Document, StoreScope } from "../store/index.ts";

/** A record as a request will leave it: what is evaluated and signed before anything is written. */
export interface Draft<T extends Document> {
  readonly document: T;
  readonly write: "nothing" | "insert" | "replace";
}

/** A record that stays as it is stored. */
export function unchanged<T extends Document>(document: T): Draft<T> {
  return { document, write: "nothing" };
}

/** A record that is not stored yet; its first revision is the store's to give. */
export function created<T extends Document>(document: T): Draft<T> {
  return { document, write: "insert" };
}

/** A stored record in another state. */
export function changed<T extends Document>(document: T): Draft<T> {
  return { document, write: "replace" };
}

/** Writes what is to be written, and returns the record as it is stored then. Rejects if another request was faster. */
export async function writeDraft<T extends Document, Index extends string>(
  scope: StoreScope,
  declaration: CollectionDeclaration<T, Index>,
  draft: Draft<T>,
): Promise<T> {
  const collection: Collection<T, Index> = scope.collection(declaration);
  if (draft.write === "insert") return collection.insert(draft.document);
  return draft.write === "replace" ? collection.replace(draft.document) : draft.document;
}
