import { mergedMetrics } from "../metrics/metrics-text.ts";
import { CleanUp } from "../start/clean-up.ts";
import { checkAddress } from "../start/listen.ts";
import { openService } from "../start/open-service.ts";
import { StartError, wrongOption } from "../start/start-error.ts";
import type { StartOptions } from "../start/start-options.ts";
import type { RunningServer } from "../start/start-server.ts";
import { lastingLocation, prepareState, type Start, starting } from "../start/starting.ts";
import { forkWorker, type WorkerProgram } from "./fork-worker.ts";
import type { WorkerOptions } from "./worker-message.ts";
import { type PoolTiming, WorkerPool } from "./worker-pool.ts";

/** A server of several processes. */
export interface RunningWorkers extends RunningServer {
  /** Rejects with a `StartError` when all workers have ended and none can be started again; they are closed then. */
  readonly failure: Promise<never>;
}

/** How many workers there are, and what they run. */
export interface WorkerSettings {
  readonly count: number;
  readonly program: WorkerProgram;
}

/** How often a free port is looked for: another program may take one before the workers do. */
const PORTS = 3;

/**
 * Starts the service as several processes behind one address. This process makes everything ready, the projects too; the
 * workers only answer, and are started again when they end. Rejects with a `StartError`; nothing is left running then.
 */
export function startWorkers(options: StartOptions, settings: WorkerSettings): Promise<RunningWorkers> {
  return starting(options, async (start) => {
    if (options.seed !== undefined)
      throw wrongOption("seed", "is only for one worker: ids of several would be the same");
    if (options.clock !== undefined) throw wrongOption("clock", "is only for one worker");
    const location = await lastingLocation(start);
    const port = await checkAddress(start.checked);
    const opened = new CleanUp();
    start.cleanUp.add(() => opened.run());
    const { backend, masterKey } = await openService({ ...start, location, cleanUp: opened });
    const applied = await prepareState(start, backend);
    // What workers share is the store, not this process's way to it.
    await opened.run();
    const store = location.kind === "embedded" ? `embedded:${location.directory}` : location.uri;
    const pool = await startPool(start, { ...workerOptions(options), port, store, masterKey }, settings);
    const { made, cleanUp } = start;
    const metrics = async () => mergedMetrics(await pool.metrics());
    return { url: await pool.ready, ...made, ...applied, metrics, failure: pool.failure, close: () => cleanUp.run() };
  });
}

/** The pool, once all of it listens; with port 0 at a port that was free. */
async function startPool(
  start: Start,
  options: WorkerOptions,
  { count, program }: WorkerSettings,
): Promise<WorkerPool> {
  const { checked, logger, cleanUp } = start;
  const log = (text: string) => start.options.logger?.stream.write(text);
  for (let attempt = 1; ; attempt += 1) {
    const port = attempt === 1 ? options.port : await checkAddress(checked);
    const pool = new WorkerPool({
      count,
      startWorker: (events) => forkWorker(program, { ...options, port }, { ...events, log }),
      logger,
      timing: realTiming,
    });
    cleanUp.add(() => pool.close());
    try {
      await pool.ready;
      return pool;
    } catch (error) {
      await pool.close();
      const isTaken = error instanceof StartError && error.problems.every(({ option }) => option === "port");
      if (!isTaken || checked.port !== 0 || attempt === PORTS) throw error;
    }
  }
}

function workerOptions({
  apply: _apply,
  applyFolder: _applyFolder,
  ephemeral: _ephemeral,
  migrate: _migrate,
  seed: _seed,
  clock: _clock,
  workspaceKeyId: _workspaceKeyId,
  workspaceKeySecret: _workspaceKeySecret,
  metricsText: _metricsText,
  logger,
  ...rest
}: StartOptions): WorkerOptions {
  return { ...rest, logLevel: logger?.level };
}

const realTiming: PoolTiming = {
  now: () => performance.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};
