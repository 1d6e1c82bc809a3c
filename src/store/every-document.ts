import { type Collection, maxPageItems } from "./collection.ts";
import type { Document } from "./document.ts";

/** The documents in an index, in its order, read page by page as they are asked for. */
export async function* everyDocument<T extends Document, Index extends string>(
  collection: Collection<T, Index>,
  index: Index,
): AsyncGenerator<T> {
  let after: string | undefined;
  do {
    const page = await collection.find(index, [], { limit: maxPageItems, ...(after === undefined ? {} : { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
