import type { CollectionShape } from "../declaration.ts";
import type { Document } from "../document.ts";
import { expiryOf, indexValues } from "../index-values.ts";
import { keyOf, keyPart } from "../key-part.ts";
import type { Database } from "./database.ts";

/*
 * What is in the database, each key a byte that tells its kind, then parts of `keyPart`:
 *
 *   layout                                                 → what the store is
 *   document  collection scope id                          → the record, as JSON text
 *   entry     collection index scope values… (id)          → the part of the document's id; unique entries without the id
 *   expiry    time collection scope id                     → collection, scope and id, as JSON text
 *
 * No key is longer than 1 + 2 × 67 + 275 × (1 scope + 4 values + 1 id) = 1785 bytes; LMDB takes 1978.
 */
const kindKeys = { layout: Buffer.of(1), document: Buffer.of(2), entry: Buffer.of(3), expiry: Buffer.of(4) } as const;

/** The key of the layout. */
export const layoutKey: Buffer = kindKeys.layout;

/** A collection in a scope. */
export interface Partition {
  readonly collection: CollectionShape;
  readonly scope: string;
}

/** An entry that leads to a document. */
interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
  /** The index that refuses another document under this key. */
  readonly unique?: string;
}

/** Everything that the database holds of a document. */
export interface Row {
  readonly key: Buffer;
  readonly id: Buffer;
  readonly record: string;
  readonly entries: readonly Entry[];
}

/** The record of a document: the version of its shape is that of its collection's declaration. */
interface StoredRecord<T> {
  readonly version: number;
  readonly document: T;
}

/** The row that is to be in the database for a document. */
export function rowOf(partition: Partition, document: Document): Row {
  const { collection, scope } = partition;
  const id = keyPart(document.id);
  const record: StoredRecord<Document> = { version: collection.version, document };
  return {
    key: documentKey(partition, id),
    id,
    record: JSON.stringify(record),
    entries: [
      ...Object.keys(collection.indexes).flatMap((index) => indexEntry(partition, index, document, id)),
      ...expiryEntry(collection, scope, document, id),
    ],
  };
}

/** The key of the record of a document, by the part of its id. */
export function documentKey({ collection, scope }: Partition, id: Buffer): Buffer {
  return Buffer.concat([kindKeys.document, keyOf([collection.name, scope]), id]);
}

/** The beginning of the keys of all entries of an index. */
export function indexKey({ collection, scope }: Partition, index: string): Buffer {
  return Buffer.concat([kindKeys.entry, keyOf([collection.name, index, scope])]);
}

function indexEntry(partition: Partition, index: string, document: Document, id: Buffer): readonly Entry[] {
  const values = indexValues(partition.collection, index, document);
  if (values === undefined) return [];
  const key = Buffer.concat([indexKey(partition, index), keyOf(values)]);
  const isUnique = partition.collection.indexes[index]?.unique === true;
  return [isUnique ? { key, value: id, unique: index } : { key: Buffer.concat([key, id]), value: id }];
}

function expiryEntry(collection: CollectionShape, scope: string, document: Document, id: Buffer): readonly Entry[] {
  const expiresAt = expiryOf(collection, document);
  if (expiresAt === undefined) return [];
  const key = Buffer.concat([kindKeys.expiry, keyOf([expiresAt, collection.name, scope]), id]);
  return [{ key, value: Buffer.from(JSON.stringify([collection.name, scope, document.id])) }];
}

/** The entries of documents that had expired at `now`, of all partitions: collection, scope and id of each. */
export function* expiredAt(database: Database, now: number): Generator<readonly [string, string, string]> {
  const end = Buffer.concat([kindKeys.expiry, keyPart(now), afterParts]);
  for (const { value } of database.getRange({ start: kindKeys.expiry, end })) yield JSON.parse(value.toString());
}

/** Greater than whatever parts may stand there. */
export const afterParts: Buffer = Buffer.of(0xff);

/** The document of a record's key, expired or not; `undefined` when there is none. */
export function readDocument<T>(database: Database, key: Buffer): T | undefined {
  const bytes = database.get(key);
  return bytes === undefined ? undefined : documentOf<T>(bytes.toString());
}

/** The document of a record. */
export function documentOf<T>(record: string): T {
  const { document }: StoredRecord<T> = JSON.parse(record);
  return document;
}

/** Stores a row; `before` is the row that it replaces. */
export function putRow(database: Database, row: Row, before?: Row): void {
  const now = new Map(row.entries.map((entry) => [entry.key.toString("latin1"), entry]));
  for (const { key } of before?.entries ?? []) {
    // An entry that both have is there already: its value, the same document, never changes.
    if (!now.delete(key.toString("latin1"))) database.remove(key);
  }
  for (const { key, value } of now.values()) database.put(key, value);
  database.put(row.key, Buffer.from(row.record));
}

/** Removes a row. */
export function removeRow(database: Database, row: Row): void {
  for (const { key } of row.entries) database.remove(key);
  database.remove(row.key);
}
