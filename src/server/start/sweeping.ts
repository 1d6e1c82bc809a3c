import type { FastifyBaseLogger } from "fastify";
import type { Clock, Pacing, Store } from "../../store/index.ts";

/** The time from one sweep to the next, and the most that one removes: a sweep holds up other writes. */
const sweepIntervalMilliseconds = 60_000;
const maxSweptDocuments = 1000;
/** The most that are removed in one go: others are served in between. */
const maxDocumentsAtOnce = 100;

/** The parts that sweeping needs. */
export interface SweepingOptions {
  readonly clock: Clock;
  readonly pacing: Pick<Pacing, "turns">;
  readonly logger: FastifyBaseLogger;
}

/**
 * Removes what has expired from a store, now and then, until it is told to stop; a sweep that is under way then ends early.
 * Failures are logged: there is a next time.
 */
export function startSweeping(store: Store, { clock, pacing, logger }: SweepingOptions): () => void {
  let isStopped = false;
  const timer = setInterval(() => {
    sweepExpired(store, { clock, pacing, isStopped: () => isStopped }).catch((err: unknown) =>
      logger.error({ err }, "what has expired could not be removed"),
    );
  }, sweepIntervalMilliseconds);
  timer.unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}

/** Removes at most 1000 documents that have expired, some at a time, and returns how many; it ends early once it is stopped. */
export async function sweepExpired(
  store: Store,
  {
    clock,
    pacing,
    isStopped = () => false,
  }: Pick<SweepingOptions, "clock" | "pacing"> & { readonly isStopped?: () => boolean },
): Promise<number> {
  const turn = pacing.turns();
  let swept = 0;
  while (swept < maxSweptDocuments && !isStopped()) {
    const count = await store.sweep(clock(), maxDocumentsAtOnce);
    swept += count;
    if (count < maxDocumentsAtOnce) break;
    await turn();
  }
  return swept;
}
