import type { FastifyBaseLogger } from "fastify";
import { atMostOnceASecond } from "../metrics/at-most-once-a-second.ts";
import { type MetricsSnapshot, mergedMetricsText } from "../metrics/metrics-text.ts";
import type { ListeningAt } from "../start/listeners.ts";
import { StartError, type StartProblem } from "../start/start-error.ts";

/** A process of the service, as the first one sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Has it finish what is under way, and end. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
  /** Its metrics, as long as it listens; empty if it ends instead of answering. */
  metrics(): Promise<MetricsSnapshot>;
}

/** The listeners to what becomes of a worker. */
export interface WorkerEvents {
  readonly onListening: (at: ListeningAt) => void;
  readonly onEnded: (end: WorkerEnd) => void;
  /** The metrics of all workers, for one that is asked for them. */
  readonly metricsText: () => Promise<string>;
}

/** The way in which a worker has ended. */
export interface WorkerEnd {
  readonly code: number | null;
  readonly signal: string | null;
  /** Why it could not start, if it has told. */
  readonly failure?: WorkerFailure;
}

/** The reason why a worker cannot start. */
export interface WorkerFailure {
  readonly problems: readonly StartProblem[];
  readonly isTemporary: boolean;
}

/** The parts that a pool is made of. */
export interface PoolOptions {
  readonly count: number;
  readonly startWorker: (events: WorkerEvents) => WorkerProcess;
  readonly logger: FastifyBaseLogger;
  readonly timing: PoolTiming;
}

/** The time as a pool needs it, in milliseconds. */
export interface PoolTiming {
  readonly now: () => number;
  /** Does something later, unless it is called off by what this returns. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
}

/** The delay before a worker that has ended is started again: twice as long each time, up to the greatest. */
const minRestartDelayMilliseconds = 100;
const maxRestartDelayMilliseconds = 10_000;
/** A worker that has listened for so long is as good as one that never ended. */
const steadyMilliseconds = 10_000;
/** The starts in a row that may come to nothing while no worker listens. */
const maxFruitlessStarts = 5;
/** The time for workers to stop: more than what is under way may take, less than the first process has. */
const maxStopMilliseconds = 13_000;
/** The time for which the metrics of a worker are waited for; then those of the others are told without. */
const maxMetricsMilliseconds = 2000;

/** One of the workers, and those that come after it. */
interface Slot {
  readonly number: number;
  process?: WorkerProcess | undefined;
  /** Since when the process listens. */
  listeningSince?: number | undefined;
  /** How often in a row it ended without having become steady. */
  ends: number;
  cancelStart: () => void;
}

/** Workers that are kept running: one that ends is started again, until the pool is closed. */
export class WorkerPool {
  /** Where they listen, once all have listened for the first time. Rejects with a `StartError` if they do not come to that. */
  readonly ready: Promise<ListeningAt>;
  /** Rejects with a `StartError` when no worker is left and none can be started. */
  readonly failure: Promise<never>;
  readonly #options: PoolOptions;
  readonly #slots: readonly Slot[];
  readonly #metricsText: () => Promise<string>;
  #isReady = false;
  #resolveReady: (at: ListeningAt) => void = () => {};
  #rejectReady: (error: StartError) => void = () => {};
  #fail: (error: StartError) => void = () => {};
  #fruitless = 0;
  #closing: Promise<void> | undefined;
  #onAllEnded: () => void = () => {};

  /** Starts as many as there are to be. */
  constructor(options: PoolOptions) {
    this.#options = options;
    this.ready = new Promise((resolve, reject) => {
      this.#resolveReady = resolve;
      this.#rejectReady = reject;
    });
    this.failure = new Promise((_, reject) => {
      this.#fail = reject;
    });
    // Whoever asks later still learns of it.
    for (const promise of [this.ready, this.failure]) promise.catch(() => undefined);
    this.#metricsText = atMostOnceASecond(async () => mergedMetricsText(await this.metrics()), options.timing.now);
    this.#slots = Array.from({ length: options.count }, (_, index) => {
      return { number: index + 1, ends: 0, cancelStart: () => {} };
    });
    for (const slot of this.#slots) this.#start(slot);
  }

  /** Stops all workers, and waits for their end. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** The metrics of each worker that listens. One that does not answer soon is left out. */
  metrics(): Promise<readonly MetricsSnapshot[]> {
    const listening = this.#slots.filter(({ listeningSince }) => listeningSince !== undefined);
    return Promise.all(listening.map(({ process }) => this.#metricsOf(process)));
  }

  #metricsOf(process: WorkerProcess | undefined): Promise<MetricsSnapshot> {
    return new Promise((resolve) => {
      const cancel = this.#options.timing.after(maxMetricsMilliseconds, () => resolve([]));
      process?.metrics().then((snapshot) => {
        cancel();
        resolve(snapshot);
      });
    });
  }

  async #close(): Promise<void> {
    for (const { cancelStart } of this.#slots) cancelStart();
    if (this.#areAll(isAbsent)) return;
    const ended = new Promise<void>((resolve) => {
      this.#onAllEnded = resolve;
    });
    for (const { process, listeningSince } of this.#slots) {
      // One that only starts has nothing under way.
      if (listeningSince === undefined) process?.kill();
      else process?.stop();
    }
    const cancel = this.#options.timing.after(maxStopMilliseconds, () => {
      for (const { process } of this.#slots) process?.kill();
    });
    await ended;
    cancel();
  }

  #start(slot: Slot): void {
    slot.process = this.#options.startWorker({
      onListening: (at) => this.#listens(slot, at),
      onEnded: (end) => this.#ended(slot, end),
      metricsText: this.#metricsText,
    });
  }

  #listens(slot: Slot, at: ListeningAt): void {
    slot.listeningSince = this.#options.timing.now();
    this.#fruitless = 0;
    this.#options.logger.info({ worker: slot.number, worker_pid: slot.process?.pid }, "a worker listens");
    if (!this.#areAll(({ listeningSince }) => listeningSince !== undefined)) return;
    this.#isReady = true;
    this.#resolveReady(at);
  }

  #ended(slot: Slot, end: WorkerEnd): void {
    const { process, listeningSince, number } = slot;
    slot.process = undefined;
    slot.listeningSince = undefined;
    if (this.#closing !== undefined) {
      if (this.#areAll(isAbsent)) this.#onAllEnded();
      return;
    }
    const { logger, timing } = this.#options;
    const { code, signal, failure } = end;
    const isSteady = listeningSince !== undefined && timing.now() - listeningSince >= steadyMilliseconds;
    slot.ends = isSteady ? 0 : slot.ends + 1;
    if (listeningSince === undefined && failure?.isTemporary !== true) this.#fruitless += 1;
    if (this.#isHopeless(end)) {
      this.#giveUp(end);
      return;
    }
    const delay = Math.min(minRestartDelayMilliseconds * 2 ** slot.ends, maxRestartDelayMilliseconds);
    const reasons = failure?.problems.map(({ message }) => message);
    const line = { worker: number, worker_pid: process?.pid, code, signal, reasons, delay_ms: delay };
    logger.warn(line, "a worker has ended, and is started again");
    slot.cancelStart = timing.after(delay, () => this.#start(slot));
  }

  /** A service that has run goes on as long as there is a worker, or a store that can come back. */
  #isHopeless({ failure }: WorkerEnd): boolean {
    if (!this.#isReady && failure !== undefined) return true;
    return this.#fruitless >= maxFruitlessStarts && this.#areAll(({ listeningSince }) => listeningSince === undefined);
  }

  /** Ends what is left, and says why. */
  #giveUp({ code, signal, failure }: WorkerEnd): void {
    const how = signal === null ? `code ${code}` : `the signal ${signal}`;
    const problem = {
      option: "workers",
      message: `cannot be started: the last of several that ended did so with ${how}`,
    };
    const { problems, isTemporary } = failure ?? { problems: [problem], isTemporary: true };
    const error = new StartError(problems, { isTemporary: isTemporary || this.#isReady });
    this.close();
    this.#rejectReady(error);
    this.#fail(error);
  }

  #areAll(isSo: (slot: Slot) => boolean): boolean {
    return this.#slots.every(isSo);
  }
}

function isAbsent({ process }: Slot): boolean {
  return process === undefined;
}
