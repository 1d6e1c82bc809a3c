import { ApiError, type ApiErrorType } from "../projects/index.ts";
import { type Collection, ConflictError, type Document } from "../store/index.ts";

/** So often is a change made again. Each time another writer has got through, so that there is always progress. */
const MAX_ATTEMPTS = 1000;

/** One read-modify-write. */
export interface DocumentChange<T extends Document> {
  readonly collection: Pick<Collection<T, string>, "get" | "replace">;
  /** What was read last; the change begins with it. */
  readonly document: T;
  /** Gives the next state, or throws what keeps it from being. */
  readonly change: (current: T) => T;
  /** What is thrown when the document is there no more. */
  readonly notFound: ApiErrorType;
}

/**
 * Changes one document by compare-and-set and returns it: when another writer was faster, what that one wrote is read and
 * changed. Rejects with what `change` throws, with a `DuplicateKeyError`, and with `service_unavailable` when a thousand
 * other writers were faster.
 */
export async function changeDocument<T extends Document>(request: DocumentChange<T>): Promise<T> {
  const { collection, change } = request;
  let current: T | undefined = request.document;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (current === undefined) throw new ApiError(request.notFound);
    try {
      return await collection.replace(change(current));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      current = await collection.get(request.document.id);
    }
  }
  throw new ApiError("service_unavailable");
}
