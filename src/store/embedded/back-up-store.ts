import { chmod, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StoreUnavailableError } from "../store-error.ts";
import type { Database } from "./database.ts";
import { requireStore } from "./layout.ts";
import { openLatest } from "./open-latest.ts";
import { Transactions } from "./transactions.ts";
import { full, hasRoom, isFull } from "./unavailable.ts";

/**
 * Copies the store of one directory into another, which is made, with mode 0700, and must not be there before. Processes
 * may write to the store meanwhile: the copy is of one moment, at which everything is in it that was answered before this
 * was called. It is on disk, and was opened, when this resolves with its bytes. A copy that is not whole never has the
 * name of a store's file, and is removed unless the process ends.
 *
 * Rejects with a `StoreUnavailableError` when the store, or the copy, is none or cannot be read, or there is no room; and
 * with the error of the file system when the directory cannot be made, `EEXIST` when there is something.
 */
export async function backUpEmbeddedStore(from: string, to: string): Promise<number> {
  return withStore(from, async (database) => {
    await mkdir(to, { mode: 0o700 });
    try {
      return await copyInto(database, { from, to });
    } catch (error) {
      await rm(to, { recursive: true, force: true });
      throw isFull(error) ? full(to, error) : error;
    }
  });
}

/** The folder, in the new directory, of a copy that is not whole yet. */
const unfinishedName = "unfinished";
const dataName = "data.mdb";

async function copyInto(
  database: Database,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<number> {
  const { size } = await stat(join(from, dataName));
  if (!hasRoom(to, size)) throw full(to);
  const unfinished = join(to, unfinishedName);
  const data = join(unfinished, dataName);
  await mkdir(unfinished, { mode: 0o700 });
  try {
    await database.backup(unfinished, true);
  } catch (error) {
    throw hasRoom(to) ? notCopied({ from, to }, error) : full(to, error);
  }
  await chmod(data, 0o600);
  // LMDB copies by way of the memory of the system, and waits for no disk.
  await syncToDisk(data);
  await withStore(unfinished, async () => {});
  await rename(data, join(to, dataName));
  await rm(unfinished, { recursive: true });
  await syncToDisk(to);
  await syncToDisk(dirname(to));
  return (await stat(join(to, dataName))).size;
}

/** LMDB says why in a text of its own, in which there is nothing that is stored. */
function notCopied(
  { from, to }: { readonly from: string; readonly to: string },
  cause: unknown,
): StoreUnavailableError {
  const why = cause instanceof Error ? `: LMDB says \`${cause.message}\`` : "";
  return new StoreUnavailableError("failed", `the store in \`${from}\` cannot be copied to \`${to}\`${why}`, { cause });
}

/** Does something with the database of a store that is there. Rejects with a `StoreUnavailableError` if it is none. */
async function withStore<R>(directory: string, work: (database: Database) => Promise<R>): Promise<R> {
  const database = await openLatest(directory, true);
  const transactions = new Transactions(database, directory);
  try {
    requireStore(transactions, directory);
    return await work(database);
  } finally {
    await transactions.close();
  }
}

async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
