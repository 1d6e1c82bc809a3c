import { type Collection, maxPageItems } from "./collection.ts";
import type { IndexValue } from "./declaration.ts";
import type { Document } from "./document.ts";

/** The documents under a key of an index, in its order, read page by page as they are asked for; all of them unless told otherwise. */
export async function* everyDocument<T extends Document, Index extends string>(
  collection: Collection<T, Index>,
  index: Index,
  { key = [], limit = maxPageItems }: { readonly key?: readonly IndexValue[]; readonly limit?: number } = {},
): AsyncGenerator<T> {
  let after: string | undefined;
  do {
    const page = await collection.find(index, key, { limit, ...(after === undefined ? {} : { after }) });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}
