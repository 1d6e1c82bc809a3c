import type { Collection } from "./collection.ts";
import type { CollectionDeclaration } from "./declaration.ts";
import type { Document, EpochMilliseconds } from "./document.ts";

/** Tells what time it is; asked anew for each operation. */
export type Clock = () => EpochMilliseconds;

/** The collections of one scope: a project, or what stands above all projects. */
export interface StoreScope {
  /** A collection that was declared when the store was opened. */
  collection<T extends Document, Index extends string>(
    declaration: CollectionDeclaration<T, Index>,
  ): Collection<T, Index>;
}

/**
 * Documents in declared collections, each bound to a scope: there is no way to a document but through its scope, so an id
 * of another project is not found. Adapters differ in where they keep the documents, and in nothing else.
 */
export interface Store {
  /** The collections of one scope; any string that is not empty names one. */
  scope(name: string): StoreScope;

  /**
   * Clean-up: removes at most `maxDocuments` documents that had expired at `now`, of all scopes, and returns how many it
   * removed. No operation depends on it.
   */
  sweep(now: EpochMilliseconds, maxDocuments: number): Promise<number>;

  /** Finishes the writes under way, then lets go of the store; later operations are refused. Closing twice is closing once. */
  close(): Promise<void>;
}
