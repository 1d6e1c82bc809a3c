import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { ABORT } from "lmdb";
import type { Database } from "./database.ts";

/*
 * Whoever opens an LMDB database (lmdb-js 2.9 to 3.5.6) puts the number of the last transaction that it has read from the
 * file where all processes look for it, without waiting for those that write. What was committed between would be gone:
 * the next transaction would begin from before it, and take its place in the file. The file itself has the right number,
 * which only a transaction that is committed changes, and one that writes is alone. So a transaction that does not follow
 * on it is not committed, whoever opens a database makes sure of the number at once, and where nobody does, as that process
 * has ended, it is put right from here.
 */

/** A transaction does not follow on the last that was committed, and must not be. */
export class BehindError extends Error {}

/** Throws a `BehindError` unless the write transaction that is running follows on the last that was committed. */
export function requireLatest(database: Database): void {
  const { lastTxnId } = infoOf(database);
  if (database.getWriteTxnId() !== lastTxnId + 1) throw new BehindError("the transaction is behind");
}

/** Tells whether a transaction that began now would not follow on the last that was committed. */
export function isBehind(database: Database): boolean {
  let isLatest = false;
  database.transactionSync(() => {
    isLatest = database.getWriteTxnId() === infoOf(database).lastTxnId + 1;
    return ABORT;
  });
  return !isLatest;
}

/** Has another process open and close the database of a directory, which puts the number right. In the opening turn. */
export async function reopenElsewhere(directory: string): Promise<void> {
  const lmdb = createRequire(import.meta.url).resolve("lmdb");
  const program = `const [, lmdb, path] = process.argv; require(lmdb).open({ path, noSubdir: false, overlappingSync: false }).close();`;
  await promisify(execFile)(process.execPath, ["-e", program, lmdb, directory]);
}

/** What the file says, by the later of its two heads; lmdb-js has it in its statistics, beside what takes long to count. */
function infoOf(database: Database): { readonly lastTxnId: number } {
  const { env } = database as Database & { readonly env: { readonly info: () => { readonly lastTxnId: number } } };
  return env.info();
}
