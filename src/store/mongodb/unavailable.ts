import { MongoError, MongoNetworkError, MongoServerError, MongoServerSelectionError } from "mongodb";
import { isStoreError, type StoreError, StoreUnavailableError } from "../store-error.ts";

/** The answer to a failure of the MongoDB at a place: what is a store's answer already stays as it is. */
export function unavailable(error: unknown, place: string): StoreError {
  if (isStoreError(error)) return error;
  const cause = causeOf(error);
  if (error instanceof MongoServerError && error.code === outOfDiskSpace) {
    return new StoreUnavailableError("full", `there is no room left for the store at \`${place}\``, { cause });
  }
  const message = isAway(error) ? "cannot be reached" : "cannot be read or written";
  return new StoreUnavailableError("failed", `the store at \`${place}\` ${message}: ${cause.message}`, { cause });
}

/** Tells whether a write may have taken place although this came instead of its answer. */
export function isLostAnswer(error: unknown): boolean {
  if (!(error instanceof MongoError)) return false;
  return isAway(error) || error.hasErrorLabel("RetryableWriteError") || error.name === "MongoWriteConcernError";
}

/** Tells whether another document has the key of a write in a unique index. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === duplicateKey;
}

/** Tells whether a collection is not there. */
export function isNamespaceNotFound(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === namespaceNotFound;
}

const namespaceNotFound = 26;
const duplicateKey = 11000;
const outOfDiskSpace = 14031;

function isAway(error: unknown): boolean {
  return error instanceof MongoNetworkError || error instanceof MongoServerSelectionError;
}

/**
 * The failure, without what a server's message may quote of a document, and what a driver's error holds of the client.
 */
function causeOf(error: unknown): Error {
  if (isAway(error) && error instanceof Error) return new Error(error.message);
  if (error instanceof MongoServerError) return new Error(`the server answered ${error.codeName ?? error.code}`);
  return new Error(error instanceof Error ? error.name : typeof error);
}
