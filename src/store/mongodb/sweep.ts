import type { Db } from "mongodb";
import type { CollectionShape } from "../declaration.ts";
import type { EpochMilliseconds } from "../document.ts";
import { dateOf, recordsOf } from "./stored-record.ts";

/** Removes at most `maxDocuments` documents that had expired at `now`, of each collection the longest expired first. */
export async function sweep(
  database: Db,
  collections: Iterable<CollectionShape>,
  now: EpochMilliseconds,
  maxDocuments: number,
): Promise<number> {
  const hasExpired = { expiresAt: { $lte: dateOf(now) } };
  let removed = 0;
  for (const collection of collections) {
    if (collection.expiresAt === undefined || removed === maxDocuments) continue;
    const records = recordsOf(database, collection);
    const oldest = { projection: { _id: 1 }, sort: { expiresAt: 1 }, limit: maxDocuments - removed } as const;
    const ids = (await records.find(hasExpired, oldest).toArray()).map(({ _id }) => _id);
    // What was replaced in between may expire later now.
    if (ids.length > 0) removed += (await records.deleteMany({ _id: { $in: ids }, ...hasExpired })).deletedCount;
  }
  return removed;
}
