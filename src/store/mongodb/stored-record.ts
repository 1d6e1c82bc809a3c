import { randomBytes } from "node:crypto";
import type { Collection, Db } from "mongodb";
import type { CollectionShape, IndexValue } from "../declaration.ts";
import type { Document, EpochMilliseconds } from "../document.ts";
import { expiryOf, indexValues } from "../index-values.ts";
import { keyOf, keyPart } from "../key-part.ts";

/** A document as MongoDB has it. */
export interface StoredRecord {
  /** Of scope and id. */
  readonly _id: string;
  readonly scope: string;
  /** By index: the values of its fields, and the id too where the index is not unique. */
  readonly keys: { readonly [index: string]: string };
  readonly revision: number;
  /** Random, and another for each insert and each replacement: whoever lost an answer knows his write by it. */
  readonly writeId: string;
  /** The version of the document's shape. */
  readonly version: number;
  readonly expiresAt?: Date;
  /** The document as JSON text: BSON would change lone surrogates and some keys. */
  readonly document: string;
}

/** A collection in a scope. */
export interface Partition {
  readonly collection: CollectionShape;
  readonly scope: string;
}

/** The records of a collection, of all scopes. */
export function recordsOf(database: Db, { name }: CollectionShape): Collection<StoredRecord> {
  return database.collection<StoredRecord>(name);
}

/** The record that is to be stored of a document, under a write id of its own. */
export function recordOf(partition: Partition, document: Document): StoredRecord {
  const { collection } = partition;
  const expiresAt = expiryOf(collection, document);
  return {
    ...identityOf(partition, document.id),
    keys: keysOf(partition, document),
    revision: document.revision,
    writeId: randomBytes(16).toString("base64url"),
    version: collection.version,
    ...(expiresAt === undefined ? {} : { expiresAt: dateOf(expiresAt) }),
    document: JSON.stringify(document),
  };
}

/** The document of a record. */
export function documentOf<T>({ document }: Pick<StoredRecord, "document">): T {
  return JSON.parse(document);
}

/** The filter that finds the record of an id, wherever the collection is sharded by scope. */
export function identityOf({ scope }: Partition, id: string): Pick<StoredRecord, "_id" | "scope"> {
  return { _id: keyText(keyOf([scope, id])), scope: scopeText(scope) };
}

/** The scope as records have it. */
export function scopeText(scope: string): string {
  return keyText(keyPart(scope));
}

/** The field in which a record has its key in an index. */
export function keyField(index: string): `keys.${string}` {
  return `keys.${index}`;
}

/**
 * The bytes of a key as a text of the same order: a character from U+0000 to U+00FF for each. MongoDB compares the UTF-8
 * of texts, U+0000 included, where it would compare binary values by their lengths first.
 */
export function keyText(key: Uint8Array): string {
  return Buffer.from(key).toString("latin1");
}

/** The bytes of a key's text. */
export function keyBytes(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z: many a program that reads MongoDB knows no dates outside of these. */
const minDateMilliseconds = -62_135_596_800_000;
const maxDateMilliseconds = 253_402_300_799_999;

/**
 * A time as MongoDB has it: whole milliseconds, so that the first at which something has expired stays the same. What is
 * outside of the years 1 to 9999 counts as their first or last moment.
 */
export function dateOf(time: EpochMilliseconds): Date {
  return new Date(Math.min(Math.max(Math.ceil(time), minDateMilliseconds), maxDateMilliseconds));
}

/** Finds what has not expired at a time, with the other conditions of a filter. */
export function unexpiredAt({ expiresAt }: CollectionShape, now: EpochMilliseconds): object {
  return expiresAt === undefined ? {} : { expiresAt: { $not: { $lte: dateOf(now) } } };
}

function keysOf(partition: Partition, document: Document): StoredRecord["keys"] {
  const keys: [string, string][] = [];
  for (const index of Object.keys(partition.collection.indexes)) {
    const values = indexValues(partition.collection, index, document);
    if (values !== undefined) keys.push([index, entryText(partition, index, values, document.id)]);
  }
  return Object.fromEntries(keys);
}

function entryText({ collection }: Partition, index: string, values: readonly IndexValue[], id: string): string {
  const isUnique = collection.indexes[index]?.unique === true;
  return keyText(keyOf(isUnique ? values : [...values, id]));
}
