/** The store port: declared collections, bound to scopes. Adapters are imported by their own files, when one is opened. */

export type { Collection, Page, Paged } from "./collection.ts";
export { type Change, compareAndSet, type Settled } from "./compare-and-set.ts";
export {
  type CollectionDeclaration,
  type CollectionShape,
  declareCollection,
  type IndexDeclaration,
  type IndexValue,
} from "./declaration.ts";
export type { Document, EpochMilliseconds, NewDocument } from "./document.ts";
export { everyDocument } from "./every-document.ts";
export { type AskForTurn, type Pacing, type Retrying, retryUntilSettled } from "./retry-until-settled.ts";
export type { Clock, Store, StoreScope } from "./store.ts";
export {
  ConflictError,
  DuplicateKeyError,
  InvalidCursorError,
  isStoreError,
  type StoreError,
  StoreUnavailableError,
  type Unavailability,
} from "./store-error.ts";
