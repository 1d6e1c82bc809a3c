import type { Document, NewDocument } from "./document.ts";
import { type Retrying, retryUntilSettled } from "./retry-until-settled.ts";
import { ConflictError, DuplicateKeyError } from "./store-error.ts";

/** The part of a collection that a change of one document needs. */
export interface ChangeableCollection<T extends Document> {
  get(id: string): Promise<T | undefined>;
  insert(document: NewDocument<T>): Promise<T>;
  replace(document: NewDocument<T> & Pick<Document, "revision">): Promise<T>;
}

/**
 * Gives the next state of a document, the whole of it, or nothing if it is to stay as it is; `current` is `undefined` where
 * there is none. It is asked anew when another writer came first.
 */
export type Change<T extends Document> = (
  current: T | undefined,
) => NewDocument<T> | undefined | Promise<NewDocument<T> | undefined>;

/** A document after a change. */
export interface Settled<T extends Document> {
  /** As it is stored now; `undefined` where there is none. */
  readonly document: T | undefined;
  /** Whether this change wrote it. */
  readonly isChanged: boolean;
}

/**
 * Changes one document by compare-and-set, or makes it: where another writer came first, what that one left is read and
 * changed, as `retryUntilSettled` does. With `known`, what was read before, the first attempt reads nothing.
 *
 * Rejects with what `change` throws, with a `DuplicateKeyError` when another document has one of its keys in a unique
 * index, and with `unsettled` when the time is over.
 */
export function compareAndSet<T extends Document>(
  collection: ChangeableCollection<T>,
  id: string,
  change: Change<T>,
  { known, ...retrying }: Retrying & { readonly known?: T | undefined },
): Promise<Settled<T>> {
  let first = known;
  let lost: unknown;
  const attempt = async (): Promise<Settled<T>> => {
    const current = first ?? (await collection.get(id));
    first = undefined;
    const next = await change(current);
    if (next === undefined) return { document: current, isChanged: false };
    try {
      const document = await (current === undefined
        ? collection.insert(next)
        : collection.replace({ ...next, revision: current.revision }));
      return { document, isChanged: true };
    } catch (error) {
      if (isLostRace(error)) lost = error;
      throw error;
    }
  };
  // Of all that an attempt throws only what the write threw: a change may write elsewhere.
  return retryUntilSettled(attempt, { ...retrying, isLostRace: (error) => error === lost });
}

function isLostRace(error: unknown): boolean {
  return error instanceof ConflictError || (error instanceof DuplicateKeyError && error.index === "id");
}
