import { invariant } from "../../language/invariant.ts";
import type { CollectionShape } from "../declaration.ts";
import type { Document, EpochMilliseconds } from "../document.ts";
import { keyPart } from "../key-part.ts";
import { StoreUnavailableError } from "../store-error.ts";
import type { Database } from "./database.ts";
import { documentKey, expiredAt, type Row, readDocument, removeRow, rowOf } from "./rows.ts";
import type { Transactions } from "./transactions.ts";

/** The documents that are removed in one transaction when there is no room for more. */
const maxRemovalsWithoutRoom = 8;

/**
 * Removes at most `maxDocuments` documents that had expired at `now`, the longest expired first, and returns how many:
 * in one transaction, or in small ones when the disk is full. Those of collections that this program does not declare
 * stay.
 */
export async function sweep(
  transactions: Transactions,
  collections: ReadonlyMap<string, CollectionShape>,
  now: EpochMilliseconds,
  maxDocuments: number,
): Promise<number> {
  const find = (database: Database, count: number) => expiredRows(database, collections, now, count);
  const remove = (count: number): Promise<number> =>
    transactions.write({ documents: count, addedBytes: 0 }, (database) => {
      // Processes that died while they read keep the pages of what they read from being used again.
      database.readerCheck();
      const rows = find(database, count);
      for (const row of rows) removeRow(database, row);
      return rows.length;
    });
  // A transaction needs room for all that it may remove, and most sweeps find little.
  const expired = transactions.read((database) => find(database, maxDocuments).length);
  try {
    return await remove(expired);
  } catch (error) {
    if (!(error instanceof StoreUnavailableError) || error.reason !== "full") throw error;
  }
  let removed = 0;
  while (removed < expired) {
    const count = await remove(Math.min(maxRemovalsWithoutRoom, expired - removed));
    // Another process may have removed the others.
    if (count === 0) break;
    removed += count;
  }
  return removed;
}

function expiredRows(
  database: Database,
  collections: ReadonlyMap<string, CollectionShape>,
  now: EpochMilliseconds,
  maxDocuments: number,
): readonly Row[] {
  const rows: Row[] = [];
  for (const [name, scope, id] of expiredAt(database, now)) {
    if (rows.length === maxDocuments) break;
    const collection = collections.get(name);
    if (collection === undefined) continue;
    const partition = { collection, scope };
    const document = readDocument<Document>(database, documentKey(partition, keyPart(id)));
    invariant(document !== undefined, "an entry of the expiry leads to a document");
    rows.push(rowOf(partition, document));
  }
  return rows;
}
