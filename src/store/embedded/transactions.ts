import { setTimeout } from "node:timers/promises";
import { isStoreError, StoreUnavailableError } from "../store-error.ts";
import type { Database } from "./database.ts";
import { BehindError, isBehind, reopenElsewhere, requireLatest } from "./latest-transaction.ts";
import { inOpeningTurn } from "./opening-turn.ts";
import { type Load, Room } from "./room.ts";
import { unavailable } from "./unavailable.ts";

interface Write {
  readonly load: Load;
  /** Does the write, inside a transaction; returns what tells its outcome once that has been committed. */
  readonly run: () => () => void;
  readonly reject: (error: unknown) => void;
}

/** How long a process that opens the database is waited for, and how long transactions may be behind at all. */
const openersMilliseconds = 100;
const maxCatchingUpMilliseconds = 10_000;
const waitMilliseconds = 5;

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
  /** Set while transactions are behind. */
  #catchingUp: Promise<void> | undefined;
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
    await this.#catchingUp;
    await inOpeningTurn(this.#directory, () => this.#database.close());
  }

  #flush(): void {
    if (this.#catchingUp !== undefined) return;
    const pending = this.#pending.splice(0);
    for (let start = 0; start < pending.length; start += maxBatchWrites) {
      if (this.#commit(pending.slice(start, start + maxBatchWrites))) continue;
      this.#pending.unshift(...pending.slice(start));
      this.#catchingUp ??= this.#catchUp();
      return;
    }
  }

  /** Commits some writes, or each of them alone; false if none may be, since the transaction is behind. */
  #commit(batch: readonly Write[]): boolean {
    const answers: (() => void)[] = [];
    try {
      this.#database.transactionSync(() => {
        requireLatest(this.#database);
        this.#room.require(batch.map(({ load }) => load));
        for (const { run } of batch) answers.push(run());
      });
    } catch (error) {
      if (error instanceof BehindError) return false;
      const answer = unavailable(error, this.#directory);
      if (batch.length === 1) for (const { reject } of batch) reject(answer);
      // One of them may have been too much for the disk; it must not take the others with it.
      else return this.#commitEach(batch);
      return true;
    }
    for (const answer of answers) answer();
    return true;
  }

  #commitEach(batch: readonly Write[]): boolean {
    for (const [index, write] of batch.entries()) {
      if (this.#commit([write])) continue;
      // Those before have been answered.
      this.#pending.unshift(...batch.slice(index));
      this.#catchingUp ??= this.#catchUp();
      return true;
    }
    return true;
  }

  /**
   * Waits until transactions follow on the last that was committed, and goes on with what is pending: the process that
   * opens the database sees to it; or, where that has ended, this one.
   */
  async #catchUp(): Promise<void> {
    const start = performance.now();
    try {
      while (isBehind(this.#database)) {
        const waited = performance.now() - start;
        if (waited > maxCatchingUpMilliseconds) throw new BehindError("the database stays behind");
        if (waited < openersMilliseconds) await setTimeout(waitMilliseconds * (0.5 + Math.random()));
        else await inOpeningTurn(this.#directory, () => reopenElsewhere(this.#directory));
      }
    } catch (error) {
      const answer = unavailable(error, this.#directory);
      for (const { reject } of this.#pending.splice(0)) reject(answer);
    }
    this.#catchingUp = undefined;
    this.#flush();
    await this.#catchingUp;
  }

  #requireOpen(): void {
    if (this.#closing !== undefined) throw new StoreUnavailableError("closed", "the store has been closed");
  }
}
