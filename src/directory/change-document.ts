import { invariant } from "../language/invariant.ts";
import { ApiError, type ApiErrorType, type ProjectContext, settling } from "../projects/index.ts";
import { type Collection, compareAndSet, type Document } from "../store/index.ts";

/** One read-modify-write. */
export interface DocumentChange<T extends Document> {
  readonly collection: Collection<T, string>;
  /** What was read last; the change begins with it. */
  readonly document: T;
  /** Gives the next state, or throws what keeps it from being. */
  readonly change: (current: T) => T;
  /** What is thrown when the document is there no more. */
  readonly notFound: ApiErrorType;
}

/**
 * Changes one document that is there by compare-and-set and returns it. Rejects with what `change` throws, with a
 * `DuplicateKeyError`, and with `service_unavailable` when other writers were faster for too long.
 */
export async function changeDocument<T extends Document>(
  { backend }: ProjectContext,
  { collection, document, change, notFound }: DocumentChange<T>,
): Promise<T> {
  const next = (current: T | undefined) => {
    if (current === undefined) throw new ApiError(notFound);
    return change(current);
  };
  const settled = await compareAndSet(collection, document.id, next, { ...settling(backend), known: document });
  invariant(settled.document !== undefined, "what was changed is there");
  return settled.document;
}
