import type { FastifyBaseLogger } from "fastify";
import type { Clock, Store } from "../../store/index.ts";

/** How often what has expired is removed, in milliseconds, and how much of it at once: a sweep holds up other writes. */
const INTERVAL = 60_000;
const LIMIT = 1000;

/** Removes what has expired from a store, now and then, until it is told to stop. Failures are logged: there is a next time. */
export function startSweeping(store: Store, clock: Clock, logger: FastifyBaseLogger): () => void {
  const timer = setInterval(() => {
    store.sweep(clock(), LIMIT).catch((err: unknown) => logger.error({ err }, "what has expired could not be removed"));
  }, INTERVAL);
  timer.unref();
  return () => clearInterval(timer);
}
