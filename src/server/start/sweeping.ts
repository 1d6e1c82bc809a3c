import type { FastifyBaseLogger } from "fastify";
import type { Clock, Pacing, Store } from "../../store/index.ts";

/** The most that one sweep removes, and the time to the next: short where there may be more. A sweep holds up other writes. */
const maxSweptDocuments = 1000;
const sweepIntervalMilliseconds = 60_000;
const moreIntervalMilliseconds = 1000;
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
  let timer: NodeJS.Timeout;
  const sweepAfter = (milliseconds: number): void => {
    if (!isStopped) timer = setTimeout(sweep, milliseconds).unref();
  };
  const sweep = async (): Promise<void> => {
    let hasMore = false;
    try {
      const swept = await sweepExpired(store, { clock, pacing, isStopped: () => isStopped });
      hasMore = swept === maxSweptDocuments;
    } catch (err) {
      logger.error({ err }, "what has expired could not be removed");
    }
    sweepAfter(hasMore ? moreIntervalMilliseconds : sweepIntervalMilliseconds);
  };
  sweepAfter(sweepIntervalMilliseconds);
  return () => {
    isStopped = true;
    clearTimeout(timer);
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
