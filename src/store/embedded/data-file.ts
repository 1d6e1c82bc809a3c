import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from "node:fs";
import { endianness } from "node:os";
import { join } from "node:path";
import { cutShort, foreign, full, hasRoom } from "./unavailable.ts";

/**
 * Finds out whether LMDB will open the database of a directory, before it tries: lmdb-js 3.5.6 ends the process when that
 * fails, and the kernel does when a page is read that a file cut short no longer has. Throws a `StoreUnavailableError`, or the error of the file system.
 */
export function checkDataFile(directory: string): void {
  accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  const data = join(directory, "data.mdb");
  for (const file of [data, join(directory, "lock.mdb")].filter(existsSync)) {
    accessSync(file, constants.R_OK | constants.W_OK);
  }
  const head = readHead(data);
  // LMDB makes a database of a file that is missing or empty.
  if (head.length === 0) {
    if (!hasRoom(directory)) throw full(directory);
    return;
  }
  const end = endOfPages(head);
  if (end === undefined) throw foreign(directory);
  if (statSync(data).size < end) throw cutShort(directory);
}

/** Tells whether there is a file with the database of a directory; what is in it is another matter. */
export function hasDataFile(directory: string): boolean {
  return (statSync(join(directory, "data.mdb"), { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** The largest page that LMDB has; both pages that describe a database lie within twice as many bytes. */
const maxPageBytes = 1 << 16;
const magicNumber = 0xbeefc0de;
const formatVersion = 2;
/**
 * The offsets of the size of a page and of the number of the last one in the page that describes a database, from the
 * magic number.
 */
const pageSizeOffset = 24;
const lastPageOffset = 120;
/** The last place at which the magic number can be. */
const maxMagicOffsetBytes = 64;

function readHead(file: string): Buffer {
  if (!existsSync(file)) return Buffer.alloc(0);
  const head = Buffer.alloc(2 * maxPageBytes);
  const descriptor = openSync(file, "r");
  try {
    return head.subarray(0, readSync(descriptor, head));
  } finally {
    closeSync(descriptor);
  }
}

/** The least length of the file of a database, in bytes; `undefined` when it is none. */
function endOfPages(head: Buffer): number | undefined {
  const isLittle = endianness() === "LE";
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const number = (offset: number) => (offset + 4 > head.length ? undefined : view.getUint32(offset, isLittle));
  let offset = 0;
  while (offset < maxMagicOffsetBytes && number(offset) !== magicNumber) offset += 4;
  const pageSize = number(offset + pageSizeOffset) ?? 0;
  const pages = [offset, pageSize + offset];
  if (!pages.every((page) => number(page) === magicNumber && number(page + 4) === formatVersion)) return undefined;
  if (pageSize + offset + lastPageOffset + 8 > head.length) return undefined;
  // The newer of both says what the older does, or more.
  const lastPages = pages.map((page) => Number(view.getBigUint64(page + lastPageOffset, isLittle)));
  return (Math.max(...lastPages) + 1) * pageSize;
}
