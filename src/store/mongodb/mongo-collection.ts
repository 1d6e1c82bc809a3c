import { invariant } from "../../language/invariant.ts";
import { type Collection, maxPageItems, type Page, type Paged } from "../collection.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import type { IndexValue } from "../declaration.ts";
import { checkDocument, type Document, type NewDocument } from "../document.ts";
import { indexOf, isExpired } from "../index-values.ts";
import { keyOf } from "../key-part.ts";
import type { Clock } from "../store.ts";
import type { Connection } from "./connection.ts";
import {
  documentOf,
  identityOf,
  keyBytes,
  keyField,
  keyText,
  type Partition,
  recordOf,
  recordsOf,
  scopeText,
  unexpiredAt,
} from "./stored-record.ts";
import { writeRecord } from "./write-record.ts";

/**
 * A collection in one scope of a MongoDB. A page is what one search found; of documents whose key in the index changes
 * while it runs, it may miss some.
 */
export class MongoCollection<T extends Document, Index extends string> implements Collection<T, Index> {
  readonly #partition: Partition;
  readonly #connection: Connection;
  readonly #clock: Clock;

  constructor(partition: Partition, connection: Connection, clock: Clock) {
    this.#partition = partition;
    this.#connection = connection;
    this.#clock = clock;
  }

  async get(id: string): Promise<T | undefined> {
    const { collection } = this.#partition;
    const now = this.#clock();
    return this.#connection.run(async (database) => {
      const identity = identityOf(this.#partition, id);
      const record = await recordsOf(database, collection).findOne(identity, { projection: { document: 1 } });
      const document = record === null ? undefined : documentOf<T>(record);
      return document === undefined || isExpired(collection, document, now) ? undefined : document;
    });
  }

  async findOne(index: Index, key: readonly IndexValue[]): Promise<T | undefined> {
    const { fields, unique } = indexOf(this.#partition.collection, index);
    invariant(key.length === fields.length, `a key of \`${index}\` has a value for each of its fields`);
    const text = keyText(keyOf(key));
    const [found] = await this.#search(index, unique === true ? text : rangeOf(text), { limit: 1, descending: false });
    return found?.document;
  }

  async find(index: Index, key: readonly IndexValue[], page: Page): Promise<Paged<T>> {
    const { fields } = indexOf(this.#partition.collection, index);
    invariant(key.length <= fields.length, `a key of \`${index}\` has no more values than it has fields`);
    const { limit, after, descending = false } = page;
    invariant(Number.isInteger(limit) && limit >= 1 && limit <= maxPageItems, `a page has 1 to ${maxPageItems} items`);
    const { collection, scope } = this.#partition;
    const values = keyOf(key);
    // No part of a key begins with the greatest byte.
    const direction = Buffer.from(descending ? [0xff] : []);
    const search = Buffer.concat([keyOf([collection.name, index, scope]), values, direction]);
    const position = after === undefined ? undefined : keyText(readCursor(search, after));
    const range = rangeOf(keyText(values), { position, descending });
    const found = await this.#search(index, range, { limit: limit + 1, descending });
    const items = found.slice(0, limit).map(({ document }) => document);
    const last = found[limit - 1];
    if (found.length <= limit || last === undefined) return { items };
    return { items, next: writeCursor(search, keyBytes(last.key).subarray(values.length)) };
  }

  async insert(document: NewDocument<T>): Promise<T> {
    const record = this.#recordOf({ ...document, id: document.id, revision: 1 });
    const now = this.#clock();
    return this.#connection.run(async (database) => {
      const records = recordsOf(database, this.#partition.collection);
      const attempt = async () => {
        await records.insertOne(record);
        return true;
      };
      await writeRecord({ partition: this.#partition, records, record, isNew: true, now, attempt });
      return documentOf(record);
    });
  }

  async replace(document: T): Promise<T> {
    const record = this.#recordOf({ ...document, revision: document.revision + 1 });
    const now = this.#clock();
    const { _id, scope } = record;
    const before = { _id, scope, revision: document.revision, ...unexpiredAt(this.#partition.collection, now) };
    return this.#connection.run(async (database) => {
      const records = recordsOf(database, this.#partition.collection);
      const attempt = async () => (await records.replaceOne(before, record)).matchedCount === 1;
      await writeRecord({ partition: this.#partition, records, record, isNew: false, now, attempt });
      return documentOf(record);
    });
  }

  async delete(id: string): Promise<boolean> {
    const { collection } = this.#partition;
    const filter = { ...identityOf(this.#partition, id), ...unexpiredAt(collection, this.#clock()) };
    return this.#connection.run(async (database) => {
      const { deletedCount } = await recordsOf(database, collection).deleteOne(filter);
      return deletedCount === 1;
    });
  }

  /** The unexpired documents whose key in an index fits, in its order or the reverse, with their keys. */
  async #search(
    index: string,
    key: string | object,
    { limit, descending }: { readonly limit: number; readonly descending: boolean },
  ): Promise<readonly Found<T>[]> {
    const { collection, scope } = this.#partition;
    const field = keyField(index);
    const filter = { scope: scopeText(scope), [field]: key, ...unexpiredAt(collection, this.#clock()) };
    const sort = { [field]: descending ? (-1 as const) : (1 as const) };
    return this.#connection.run(async (database) => {
      const records = await recordsOf(database, collection)
        .find(filter, { projection: { document: 1, [field]: 1 }, sort, limit, batchSize: limit })
        .toArray();
      return records.map((record) => ({ document: documentOf<T>(record), key: record.keys[index] ?? "" }));
    });
  }

  #recordOf(document: Document) {
    checkDocument(document);
    return recordOf(this.#partition, document);
  }
}

interface Found<T> {
  readonly document: T;
  readonly key: string;
}

/**
 * Fits the keys that begin with some values; those after a position, the rest of a key, where one is given, or before it
 * where they are searched in the reverse order.
 */
function rangeOf(
  values: string,
  { position, descending = false }: { readonly position?: string | undefined; readonly descending?: boolean } = {},
): object {
  // No part of a key begins with the greatest byte.
  const all = { $gte: values, $lt: `${values}\u00ff` };
  if (position === undefined) return all;
  const place = `${values}${position}`;
  return descending ? { ...all, $lt: place } : { $gt: place, $lt: all.$lt };
}
