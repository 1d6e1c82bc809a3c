import type { Collection } from "./collection.ts";
import type { Document } from "./document.ts";

const pageSize = 1000;

/** The documents in an index, in its order, read page by page as they are asked for. */
export async function* everyDocument<T extends Document, Index extends string>(
  collection: Collection<T, Index>,
  index: Index,
): AsyncGenerator<T> {
  let after: string | undefined;
  do {
    const page = await collection.find(index, [], { limit: pageSize, ...(after === undefined ? {} : { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
