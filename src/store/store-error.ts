/** The answer of a store instead of a result; never holds a value of a document. */
export type StoreError = DuplicateKeyError | ConflictError | InvalidCursorError | StoreUnavailableError;

/** An unexpired document of the scope has the same key in a unique index; nothing was written. */
export class DuplicateKeyError extends Error {
  readonly code = "duplicate_key";
  /** The index that decided: its declared name, or `id`. */
  readonly index: string;

  constructor(collection: string, index: string) {
    super(`another document of \`${collection}\` has the same key in \`${index}\``);
    this.index = index;
  }
}

/** The document is not there, or no longer has the revision that was read; nothing was written. */
export class ConflictError extends Error {
  readonly code = "conflict";

  constructor(collection: string) {
    super(`the document of \`${collection}\` has been changed or deleted since it was read`);
  }
}

/** The cursor was changed, or comes from another collection, scope, index or key. */
export class InvalidCursorError extends Error {
  readonly code = "invalid_cursor";

  constructor() {
    super("the cursor is not one that this search has given");
  }
}

/**
 * The reason why a store cannot serve: it is `closed`; there is no room on its disk (`full`); what is there is not a
 * store of ours (`foreign`), or was written by another version (`version`), or lacks indexes that were declared
 * (`indexes`); there is none where one has to be (`absent`); its `address` is none, or asks for less than the store
 * promises; or something failed that `cause` tells.
 */
export type Unavailability = "closed" | "full" | "foreign" | "version" | "indexes" | "absent" | "address" | "failed";

/**
 * The store cannot serve. A write that was refused so is not there, unless the reason is `failed` and the store is on
 * another machine: then it may be.
 */
export class StoreUnavailableError extends Error {
  readonly code = "store_unavailable";
  readonly reason: Unavailability;

  constructor(reason: Unavailability, message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.reason = reason;
  }
}

/** Tells whether an error is an answer of a store. */
export function isStoreError(error: unknown): error is StoreError {
  return (
    error instanceof DuplicateKeyError ||
    error instanceof ConflictError ||
    error instanceof InvalidCursorError ||
    error instanceof StoreUnavailableError
  );
}
