import type { IndexValue } from "./declaration.ts";
import type { Document, NewDocument } from "./document.ts";

/** The greatest number of items of a page. */
export const maxPageItems = 1000;

/** The part of a long answer that is wanted. */
export interface Page {
  /** The greatest number of items, 1 to `maxPageItems`. */
  readonly limit: number;
  /** The `next` of the page before, from the same collection, index, key and direction; absent for the first page. */
  readonly after?: string;
  /** Whether the last come first. Not unless given. */
  readonly descending?: boolean;
}

/** One part of a long answer. */
export interface Paged<T> {
  readonly items: readonly T[];
  /** The cursor of the page after this one; absent when there was none. */
  readonly next?: string;
}

/**
 * The documents of one collection in one scope. Documents of other scopes are not there, for any operation, and have a
 * uniqueness of their own. A document that has expired is absent to every operation. What an operation has answered is on
 * disk and is what every later read sees, in whatever process.
 *
 * Every operation may reject with a `StoreUnavailableError`. Documents that come back share nothing with what was given.
 */
export interface Collection<T extends Document, Index extends string> {
  /** The document of that id. */
  get(id: string): Promise<T | undefined>;

  /** The first document, in the order of `find`, under a key: a value for each field of the index. */
  findOne(index: Index, key: readonly IndexValue[]): Promise<T | undefined>;

  /**
   * The documents under a key, which may have fewer values than the index has fields, or none: a prefix. In the order of
   * the index's remaining fields, then of the id. `false` comes before `true`; strings are ordered by code point, beyond
   * 120 bytes of UTF-8 in an order that is stable and no more. A page is consistent in itself; from page to page documents
   * that are inserted or deleted meanwhile make no other be skipped or repeated. A page may end early, with `next`, where
   * hundreds of documents that have expired stand between: then it may even be empty.
   *
   * Rejects with an `InvalidCursorError` when `page.after` is not a cursor of this collection, scope, index and key.
   */
  find(index: Index, key: readonly IndexValue[], page: Page): Promise<Paged<T>>;

  /**
   * Stores a new document, with revision 1, and returns it. An expired document with the same id, or with the same key in
   * a unique index, is replaced. Rejects with a `DuplicateKeyError` when an unexpired one has it.
   */
  insert(document: NewDocument<T>): Promise<T>;

  /**
   * Stores another state of a document, if the stored one has the same `revision`, and returns it with the next revision.
   * Otherwise, also when there is no such document, rejects with a `ConflictError`: it never creates. Rejects with a
   * `DuplicateKeyError` when another unexpired document has one of its keys in a unique index.
   */
  replace(document: T): Promise<T>;

  /** Removes a document, whatever its revision; whether it was there. */
  delete(id: string): Promise<boolean>;
}
