import { isStoreError, StoreUnavailableError } from "../store-error.ts";
import type { Database } from "./database.ts";
import { inOpeningTurn } from "./opening-turn.ts";
import { type Load, Room } from "./room.ts";
import { unavailable } from "./unavailable.ts";

interface Write {
  readonly load: Load;
  /** Does the write, inside a transaction; returns what tells its outcome once that has been committed. */
  readonly run: () => () => void;
  readonly reject: (error: unknown) => void;
}

/** The greatest number of writes in one transaction, so that other processes and the event loop get their turn. */
const maxBatchWrites = 256;

/**
 * Reads and writes of one process. Writes that are asked for in the same turn of the event loop share one transaction, and
 * so one wait for the disk; each is answered after its commit. The wait blocks the process, and so does that for another
 * process's commit: in exchange a write that fails is undone as a whole, which lmdb's asynchronous transactions do not do.
 */
export class Transactions {
  readonly #database: Database;
  readonly #directory: string;
  readonly #room: Room;
  readonly #pending: Write[] = [];
  #closing: Promise<void> | undefined;

  constructor(database: Database, directory: string) {
    this.#database = database;
    this.#directory = directory;
    this.#room = new Room(database, directory);
  }

  /** Reads from what has been committed by any process until now; the operation sees one state of it. */
  read<R>(operation: (database: Database) => R): R {
    this.#requireOpen();
    this.#room.requireFile();
    try {
      // Otherwise the state is the one that an earlier read of this turn has seen.
      this.#database.resetReadTxn();
      return operation(this.#database);
    } catch (error) {
      throw unavailable(error, this.#directory);
    }
  }

  /**
   * Runs an operation in a write transaction, alone among all processes, if there is room for its load. A `StoreError` that it throws is its answer, and
   * it must not have written anything before; whatever else it throws undoes what it wrote.
   */
  async write<R>(load: Load, operation: (database: Database) => R): Promise<R> {
    this.#requireOpen();
    return new Promise((resolve, reject) => {
      const run = (): (() => void) => {
        try {
          const result = operation(this.#database);
          return () => resolve(result);
        } catch (error) {
          if (isStoreError(error)) return () => reject(error);
          throw error;
        }
      };
      if (this.#pending.push({ load, run, reject }) === 1) setImmediate(() => this.#flush());
    });
  }

  /** Commits what is pending, and closes the database. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#flush();
    await inOpeningTurn(this.#directory, () => this.#database.close());
  }

  #flush(): void {
    const pending = this.#pending.splice(0);
    for (let start = 0; start < pending.length; start += maxBatchWrites) {
      this.#commit(pending.slice(start, start + maxBatchWrites));
    }
  }

  #commit(batch: readonly Write[]): void {
    const answers: (() => void)[] = [];
    try {
      this.#database.transactionSync(() => {
        this.#room.require(batch.map(({ load }) => load));
        for (const { run } of batch) answers.push(run());
      });
    } catch (error) {
      const answer = unavailable(error, this.#directory);
      if (batch.length === 1) for (const { reject } of batch) reject(answer);
      // One of them may have been too much for the disk; it must not take the others with it.
      else for (const write of batch) this.#commit([write]);
      return;
    }
    for (const answer of answers) answer();
  }

  #requireOpen(): void {
    if (this.#closing !== undefined) throw new StoreUnavailableError("closed", "the store has been closed");
  }
}
