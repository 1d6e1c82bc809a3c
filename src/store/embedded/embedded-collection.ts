import { invariant } from "../../language/invariant.ts";
import { type Collection, maxPageItems, type Page, type Paged } from "../collection.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import type { IndexValue } from "../declaration.ts";
import { checkDocument, type Document, type EpochMilliseconds, type NewDocument } from "../document.ts";
import { indexOf, isExpired } from "../index-values.ts";
import { keyOf, keyPart } from "../key-part.ts";
import type { Clock } from "../store.ts";
import { ConflictError, DuplicateKeyError } from "../store-error.ts";
import type { Database } from "./database.ts";
import type { Load } from "./room.ts";
import {
  afterParts,
  documentKey,
  documentOf,
  indexKey,
  type Partition,
  putRow,
  type Row,
  readDocument,
  removeRow,
  rowOf,
} from "./rows.ts";
import type { Transactions } from "./transactions.ts";

/** The most expired documents that one search passes over: a search keeps the event loop. */
const maxPassedOver = 500;

/** The part of an index that is walked. */
interface Stretch {
  /** The beginning of the keys of all its entries. */
  readonly search: Buffer;
  /** The position of the entry that was the last of the page before; absent for the first page. */
  readonly after: Buffer | undefined;
  readonly descending: boolean;
}

/** A collection in one scope of an embedded store. */
export class EmbeddedCollection<T extends Document, Index extends string> implements Collection<T, Index> {
  readonly #partition: Partition;
  readonly #transactions: Transactions;
  readonly #clock: Clock;

  constructor(partition: Partition, transactions: Transactions, clock: Clock) {
    this.#partition = partition;
    this.#transactions = transactions;
    this.#clock = clock;
  }

  async get(id: string): Promise<T | undefined> {
    const key = documentKey(this.#partition, keyPart(id));
    return this.#transactions.read((database) => this.#unexpired(database, key, this.#clock()));
  }

  async findOne(index: Index, key: readonly IndexValue[]): Promise<T | undefined> {
    const { fields } = indexOf(this.#partition.collection, index);
    invariant(key.length === fields.length, `a key of \`${index}\` has a value for each of its fields`);
    let page = await this.find(index, key, { limit: 1 });
    while (page.items.length === 0 && page.next !== undefined) {
      page = await this.find(index, key, { limit: 1, after: page.next });
    }
    return page.items[0];
  }

  async find(index: Index, key: readonly IndexValue[], page: Page): Promise<Paged<T>> {
    const { fields } = indexOf(this.#partition.collection, index);
    invariant(key.length <= fields.length, `a key of \`${index}\` has no more values than it has fields`);
    const { limit, after, descending = false } = page;
    invariant(Number.isInteger(limit) && limit >= 1 && limit <= maxPageItems, `a page has 1 to ${maxPageItems} items`);
    const search = Buffer.concat([indexKey(this.#partition, index), keyOf(key)]);
    const position = after === undefined ? undefined : readCursor(searchOfCursor(search, descending), after);
    const stretch = { search, after: position, descending };
    return this.#transactions.read((database) => this.#walk(database, stretch, limit));
  }

  async insert(document: NewDocument<T>): Promise<T> {
    const row = this.#rowOf({ ...document, id: document.id, revision: 1 });
    return this.#transactions.write(loadOf(row), (database) => {
      const now = this.#clock();
      const before = readDocument<T>(database, row.key);
      if (before !== undefined && !this.#isExpired(before, now)) throw this.#duplicate("id");
      const expired = this.#expiredHolders(database, row, now);
      if (before !== undefined) expired.push(before);
      return this.#put(database, row, expired);
    });
  }

  async replace(document: T): Promise<T> {
    const row = this.#rowOf({ ...document, revision: document.revision + 1 });
    return this.#transactions.write(loadOf(row), (database) => {
      const now = this.#clock();
      const before = this.#unexpired(database, row.key, now);
      if (before?.revision !== document.revision) throw new ConflictError(this.#partition.collection.name);
      return this.#put(database, row, this.#expiredHolders(database, row, now), rowOf(this.#partition, before));
    });
  }

  async delete(id: string): Promise<boolean> {
    const key = documentKey(this.#partition, keyPart(id));
    return this.#transactions.write({ documents: 1, addedBytes: 0 }, (database) => {
      const before = readDocument<T>(database, key);
      if (before === undefined) return false;
      removeRow(database, rowOf(this.#partition, before));
      return !this.#isExpired(before, this.#clock());
    });
  }

  #walk(database: Database, stretch: Stretch, limit: number): Paged<T> {
    const now = this.#clock();
    const { search, descending } = stretch;
    const cursor = (key: Buffer) => writeCursor(searchOfCursor(search, descending), key.subarray(search.length));
    const items: T[] = [];
    let last = search;
    let passedOver = 0;
    for (const { key, value } of database.getRange(rangeOf(stretch))) {
      const document = this.#unexpired(database, documentKey(this.#partition, value), now);
      if (document === undefined) {
        if (++passedOver === maxPassedOver) return { items, next: cursor(key) };
        continue;
      }
      if (items.length === limit) return { items, next: cursor(last) };
      items.push(document);
      last = key;
    }
    return { items };
  }

  #rowOf(document: Document): Row {
    checkDocument(document);
    return rowOf(this.#partition, document);
  }

  #put(database: Database, row: Row, expired: readonly T[], before?: Row): T {
    for (const holder of expired) removeRow(database, rowOf(this.#partition, holder));
    putRow(database, row, before);
    return documentOf(row.record);
  }

  /** The expired documents that have a key of the row in a unique index; throws when one that has it is not expired. */
  #expiredHolders(database: Database, row: Row, now: EpochMilliseconds): T[] {
    const holders: T[] = [];
    for (const { key, unique } of row.entries) {
      const id = unique === undefined ? undefined : database.get(key);
      if (unique === undefined || id === undefined || id.equals(row.id)) continue;
      const holder = readDocument<T>(database, documentKey(this.#partition, id));
      invariant(holder !== undefined, "an entry of an index leads to a document");
      if (!this.#isExpired(holder, now)) throw this.#duplicate(unique);
      holders.push(holder);
    }
    return holders;
  }

  #unexpired(database: Database, key: Buffer, now: EpochMilliseconds): T | undefined {
    const document = readDocument<T>(database, key);
    return document === undefined || this.#isExpired(document, now) ? undefined : document;
  }

  #isExpired(document: T, now: EpochMilliseconds): boolean {
    return isExpired(this.#partition.collection, document, now);
  }

  #duplicate(index: string): DuplicateKeyError {
    return new DuplicateKeyError(this.#partition.collection.name, index);
  }
}

/** The keys of a stretch, as LMDB is asked for them. No entry's key begins with another's. */
function rangeOf({ search, after, descending }: Stretch) {
  const end = Buffer.concat([search, afterParts]);
  const from = after && Buffer.concat([search, after]);
  return descending
    ? { start: from ?? end, end: search, reverse: true, exclusiveStart: true, inclusiveEnd: true }
    : { start: from ?? search, end, exclusiveStart: from !== undefined };
}

/** The bytes of a search for its cursors: no position begins with the greatest byte. */
function searchOfCursor(search: Buffer, descending: boolean): Buffer {
  return descending ? Buffer.concat([search, afterParts]) : search;
}

function loadOf({ record }: Row): Load {
  return { documents: 1, addedBytes: Buffer.byteLength(record) };
}
