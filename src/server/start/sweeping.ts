import type { FastifyBaseLogger } from "fastify";
import type { Clock, Store } from "../../store/index.ts";

/** The time from one sweep to the next, and the most that one removes: a sweep holds up other writes. */
const sweepIntervalMilliseconds = 60_000;
const maxSweptDocuments = 1000;

/** Removes what has expired from a store, now and then, until it is told to stop. Failures are logged: there is a next time. */
export function startSweeping(store: Store, clock: Clock, logger: FastifyBaseLogger): () => void {
  const timer = setInterval(() => {
    store
      .sweep(clock(), maxSweptDocuments)
      .catch((err: unknown) => logger.error({ err }, "what has expired could not be removed"));
  }, sweepIntervalMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}
