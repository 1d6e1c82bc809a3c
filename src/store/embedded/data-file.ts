import { accessSync, closeSync, constants, existsSync, openSync, readSync } from "node:fs";
import { endianness } from "node:os";
import { join } from "node:path";
import { foreign, full, hasRoom } from "./unavailable.ts";

/**
 * Finds out whether LMDB will open the database of a directory, before it tries: lmdb-js 3.5.6 ends the process when that
 * fails. Throws a `StoreUnavailableError`, or the error of the file system.
 */
export function checkDataFile(directory: string): void {
  accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  const data = join(directory, "data.mdb");
  for (const file of [data, join(directory, "lock.mdb")].filter(existsSync)) {
    accessSync(file, constants.R_OK | constants.W_OK);
  }
  const head = readHead(data);
  // LMDB makes a database of a file that is missing or empty.
  if (head.length > 0 && !isDatabase(head)) throw foreign(directory);
  if (head.length === 0 && !hasRoom(directory)) throw full(directory);
}

/** The largest page that LMDB has; both pages that describe a database lie within twice as many bytes. */
const LARGEST_PAGE = 1 << 16;
const MAGIC = 0xbeefc0de;
const FORMAT = 2;
/** Where a page has its size, counted from the magic number, and where that number is at most. */
const PAGE_SIZE_OFFSET = 24;
const LAST_MAGIC_OFFSET = 64;

function readHead(file: string): Buffer {
  if (!existsSync(file)) return Buffer.alloc(0);
  const head = Buffer.alloc(2 * LARGEST_PAGE);
  const descriptor = openSync(file, "r");
  try {
    return head.subarray(0, readSync(descriptor, head));
  } finally {
    closeSync(descriptor);
  }
}

function isDatabase(head: Buffer): boolean {
  const number = (offset: number): number | undefined => {
    if (offset + 4 > head.length) return undefined;
    return endianness() === "LE" ? head.readUInt32LE(offset) : head.readUInt32BE(offset);
  };
  let offset = 0;
  while (offset < LAST_MAGIC_OFFSET && number(offset) !== MAGIC) offset += 4;
  const pageSize = number(offset + PAGE_SIZE_OFFSET) ?? 0;
  return [offset, pageSize + offset].every((page) => number(page) === MAGIC && number(page + 4) === FORMAT);
}
