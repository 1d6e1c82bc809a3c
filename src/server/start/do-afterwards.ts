import type { FastifyBaseLogger } from "fastify";
import type { Afterwards } from "../../projects/index.ts";

/** The time from one round to the next. */
const intervalMilliseconds = 30_000;

/** Works that wait for a round: with so many it begins at once. */
const maxWaiting = 10_000;

/** Does what requests leave to be done, in rounds, until it is stopped. */
export interface DoneAfterwards extends Afterwards {
  /** Does all that waits, one after the other. */
  round(): Promise<void>;
  /** Resolves when nothing is done any more; what waits then is left undone. */
  stop(): Promise<void>;
}

/** Begins to do it. Failures are logged. */
export function doAfterwards(logger: FastifyBaseLogger): DoneAfterwards {
  const waiting = new Map<string, () => Promise<void>>();
  let isStopped = false;
  let current: Promise<void> | undefined;

  const doAll = async (): Promise<void> => {
    for (const [name, work] of waiting) {
      if (isStopped) return;
      // What is asked for from here on is another work, for the next round.
      waiting.delete(name);
      try {
        await work();
      } catch (err) {
        logger.error({ err }, "what a request left to be done could not be done");
      }
    }
  };
  const round = (): Promise<void> => {
    current ??= doAll().finally(() => {
      current = undefined;
    });
    return current;
  };
  const timer = setInterval(round, intervalMilliseconds);
  timer.unref();
  return {
    soon(name, work) {
      if (isStopped) return;
      waiting.set(name, work);
      if (waiting.size >= maxWaiting) void round();
    },
    round,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await current;
    },
  };
}
