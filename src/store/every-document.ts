import type { Collection } from "./collection.ts";
import type { IndexValue } from "./declaration.ts";
import type { Document } from "./document.ts";
import type { Pacing } from "./retry-until-settled.ts";

/** As many as are read in one go unless told otherwise: few enough that a store which answers at once holds nobody up. */
const usualPageItems = 100;

/** The part of an index that is walked, and the most documents that are read in one go. */
export interface Walk {
  readonly key?: readonly IndexValue[];
  readonly limit?: number;
  /** Whether the last come first. Not unless given. */
  readonly descending?: boolean;
}

/**
 * The documents under a key of an index, in its order, read page by page as they are asked for; all of them unless told
 * otherwise. Between two of them, and between two pages, the event loop has its turn, when one is due.
 */
export async function* everyDocument<T extends Document, Index extends string>(
  collection: Collection<T, Index>,
  index: Index,
  { turns }: Pick<Pacing, "turns">,
  { key = [], limit = usualPageItems, descending = false }: Walk = {},
): AsyncGenerator<T> {
  const turn = turns();
  let after: string | undefined;
  do {
    const page = await collection.find(index, key, { limit, descending, ...(after === undefined ? {} : { after }) });
    for (const item of page.items) {
      await turn();
      yield item;
    }
    after = page.next;
    await turn();
  } while (after !== undefined);
}
