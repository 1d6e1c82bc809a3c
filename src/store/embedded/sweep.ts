import { invariant } from "../../language/invariant.ts";
import type { CollectionShape } from "../declaration.ts";
import type { Document, EpochMilliseconds } from "../document.ts";
import { keyPart } from "../key-part.ts";
import type { Database } from "./database.ts";
import { documentKey, expiredAt, type Row, readDocument, removeRow, rowOf } from "./rows.ts";

/**
 * Removes at most `limit` documents that had expired at `now`, the longest expired first; returns how many. Those of
 * collections that this program does not declare stay. Runs in a write transaction.
 */
export function sweep(
  database: Database,
  collections: ReadonlyMap<string, CollectionShape>,
  now: EpochMilliseconds,
  limit: number,
): number {
  // Processes that died while they read keep the pages of what they read from being used again.
  database.readerCheck();
  const rows: Row[] = [];
  for (const [name, scope, id] of expiredAt(database, now)) {
    if (rows.length === limit) break;
    const collection = collections.get(name);
    if (collection === undefined) continue;
    const partition = { collection, scope };
    const document = readDocument<Document>(database, documentKey(partition, keyPart(id)));
    invariant(document !== undefined, "an entry of the expiry leads to a document");
    rows.push(rowOf(partition, document));
  }
  for (const row of rows) removeRow(database, row);
  return rows.length;
}
