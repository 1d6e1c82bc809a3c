import { closeSync, openSync, type Stats, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { StoreUnavailableError } from "../store-error.ts";
import type { Database } from "./database.ts";
import { cutShort, full, hasRoom, isFull, replaced } from "./unavailable.ts";

/** The most that a write may take of the disk. */
export interface Load {
  /** The greatest number of documents that it writes or removes. */
  readonly documents: number;
  /** Bytes of what it adds; none when it only removes. */
  readonly addedBytes: number;
}

/** Pages that a transaction may write anew, besides those of each of its documents: a few paths through a deep tree. */
const pagesPerTransaction = 64;
/** Pages that a document may take besides its own bytes: a leaf for each of its keys, and some of them split. */
const pagesPerDocument = 16;
/** Kept for what removes documents, so that a full store can be emptied. */
const reserveBytes = 1 << 20;
/** Most that is written at once when the file is grown. */
const maxChunkBytes = 1 << 20;

/**
 * The room of a database on its disk. LMDB must never find out that there is none: lmdb 3.5.6 writes the text of such an
 * error over its own heap (`mdb_page_flush`), and some errors later the process ends or hangs. So the file is grown, with
 * zeros, before a transaction writes there; what fails then is a refusal, whether the reason is the disk, a quota or the
 * limit on the size of a file. What is left to chance is a disk that takes room to overwrite (copy-on-write) and that
 * another program fills within one transaction.
 */
export class Room {
  readonly #database: Database;
  readonly #directory: string;
  readonly #path: string;
  readonly #opened: Stats;
  #lost: StoreUnavailableError | undefined;

  constructor(database: Database, directory: string) {
    this.#database = database;
    this.#directory = directory;
    this.#path = join(directory, "data.mdb");
    this.#opened = statSync(this.#path);
  }

  /**
   * Makes room for the writes of a transaction, inside it and before it writes. Throws a `StoreUnavailableError`: `full`, or
   * `failed` when the file that was opened is no longer in the directory, or has lost pages.
   */
  require(loads: readonly Load[]): void {
    const size = this.#size();
    const { pageSize, end, freeBytes } = pagesOf(this.#database);
    if (size < end) throw this.#lose(cutShort(this.#directory));
    const documents = loads.reduce((sum, load) => sum + load.documents, 0);
    const addedBytes = loads.reduce((sum, load) => sum + load.addedBytes, 0);
    const needed = (pagesPerTransaction + pagesPerDocument * documents) * pageSize + addedBytes;
    const wanted = needed + reserveBytes;
    const room = (size - end < wanted ? this.#grow(size, end + wanted) : size) - end;
    // Pages that are free within the file are used first, but not all of them can be: they may be apart, or being read.
    const isEnough =
      addedBytes === 0 ? room >= needed : room >= needed + reserveBytes / 2 && room + freeBytes >= wanted;
    if (!isEnough) throw full(this.#directory);
  }

  /** Throws what a transaction has found out about the file for good: it is read no more. */
  requireFile(): void {
    if (this.#lost !== undefined) throw this.#lost;
  }

  #lose(lost: StoreUnavailableError): StoreUnavailableError {
    this.#lost = lost;
    return lost;
  }

  #size(): number {
    this.requireFile();
    const now = statSync(this.#path, { throwIfNoEntry: false });
    if (now?.ino === this.#opened.ino && now.dev === this.#opened.dev) return now.size;
    throw this.#lose(replaced(this.#directory));
  }

  /** Grows the file to a size where there is room for it, and as far as it goes; returns the size that it has then. */
  #grow(from: number, to: number): number {
    if (!hasRoom(this.#directory, to - from)) return from;
    const descriptor = openSync(this.#path, "r+");
    let size = from;
    try {
      while (size < to) size += writeSync(descriptor, zeroBytes, 0, Math.min(maxChunkBytes, to - size), size);
    } catch (error) {
      if (!isFull(error)) throw error;
    } finally {
      closeSync(descriptor);
    }
    return size;
  }
}

const zeroBytes = Buffer.alloc(maxChunkBytes);
/** The pages that describe a database; they belong to none of its trees. */
const metaPages = 2;

interface Tree {
  readonly pageSize: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

interface Statistics {
  readonly lastPageNumber: number;
  readonly root: Tree;
  readonly free: Tree;
}

/** Of what has been committed: the size of a page, where the last one ends, and how many bytes before are in no tree. */
function pagesOf(database: Database): { readonly pageSize: number; readonly end: number; readonly freeBytes: number } {
  const { lastPageNumber, root, free } = database.getStats() as Statistics;
  const pageSize = root.pageSize;
  const end = (lastPageNumber + 1) * pageSize;
  return { pageSize, end, freeBytes: end - (metaPages + treePages(root) + treePages(free)) * pageSize };
}

function treePages({ treeBranchPageCount, treeLeafPageCount, overflowPages }: Tree): number {
  return treeBranchPageCount + treeLeafPageCount + overflowPages;
}
