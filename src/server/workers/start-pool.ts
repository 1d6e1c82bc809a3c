import type { FastifyBaseLogger } from "fastify";
import { checkAddresses } from "../start/check-addresses.ts";
import type { CheckedOptions } from "../start/check-options.ts";
import type { CleanUp } from "../start/clean-up.ts";
import type { LogStream } from "../start/logger.ts";
import { StartError } from "../start/start-error.ts";
import { forkWorker, type WorkerProgram } from "./fork-worker.ts";
import type { WorkerOptions } from "./worker-message.ts";
import { type PoolTiming, WorkerPool } from "./worker-pool.ts";

/** The number of workers, and the program that they run. */
export interface WorkerSettings {
  readonly count: number;
  readonly program: WorkerProgram;
}

/** The process that the pool is started for. */
export interface PoolHost {
  readonly checked: CheckedOptions;
  readonly logger: FastifyBaseLogger;
  /** Where the lines go that workers log. */
  readonly stream: LogStream | undefined;
  readonly cleanUp: CleanUp;
}

/** The times that a free port is looked for: another program may take one before the workers do. */
const maxPorts = 3;

/** Starts workers until the clean-up; resolves once all of them listen, with port 0 at one that was free. */
export async function startPool(
  options: WorkerOptions,
  { count, program }: WorkerSettings,
  { checked, logger, stream, cleanUp }: PoolHost,
): Promise<WorkerPool> {
  const log = (text: string) => stream?.write(text);
  for (let attempt = 1; ; attempt += 1) {
    const ports = attempt === 1 ? {} : await checkAddresses(checked);
    const pool = new WorkerPool({
      count,
      startWorker: (events) => forkWorker(program, { ...options, ...ports }, { ...events, log }),
      logger,
      timing: realTiming,
    });
    cleanUp.add(() => pool.close());
    try {
      await pool.ready;
      return pool;
    } catch (error) {
      await pool.close();
      const isTaken = error instanceof StartError && error.problems.every(({ option }) => isChosen(option, checked));
      if (!isTaken || attempt === maxPorts) throw error;
    }
  }
}

/** Tells whether an option is a port that was chosen here. */
function isChosen(option: string, { port, admin }: CheckedOptions): boolean {
  return (option === "port" && port === 0) || (option === "adminPort" && admin?.port === 0);
}

const realTiming: PoolTiming = {
  now: () => performance.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};
