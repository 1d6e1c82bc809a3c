import { ConflictError, DuplicateKeyError } from "./store-error.ts";

/** Resolves after a turn of the event loop for all others; nothing as long as none is due. */
export type AskForTurn = () => Promise<void> | undefined;

/** The means of waiting, and of letting others go on. A test gives its own, and waits for nothing. */
export interface Pacing {
  /** Milliseconds since some moment, by a clock that only goes forward. */
  readonly elapsedMilliseconds: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Does something later, unless it is called off by what this returns. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
  /**
   * Begins work that goes over many rows or members, which asks for a turn between two of them: a turn of the event loop,
   * in which what has arrived is read and answered, when the work has gone on for long; nothing until then. `await` alone
   * gives none where a store answers at once.
   */
  readonly turns: () => AskForTurn;
  /** A number from 0 to below 1; it need not be hard to guess. */
  readonly random: () => number;
}

/** The way in which whoever has lost a race tries again. */
export interface Retrying {
  readonly pacing: Pacing;
  readonly maxMilliseconds: number;
  /** Gives what is thrown when that time is over. */
  readonly unsettled: (last: unknown) => unknown;
  /** Tells a lost race by what was thrown: a `ConflictError` or a `DuplicateKeyError` unless given. */
  readonly isLostRace?: (error: unknown) => boolean;
}

const minDelayMilliseconds = 2;
const maxDelayMilliseconds = 128;

/**
 * Does the whole of something again as long as it loses a race. It waits before each further attempt, at first a moment,
 * then longer and longer, by chance half of that time or more, so that those who lost together do not meet again.
 *
 * A time ends it, never a number of attempts, for each race that is lost is another's success. A wait counts as long as it
 * was to be, so there is an end where the clock stands still, too. The last attempt is made when the time is over.
 */
export async function retryUntilSettled<T>(
  attempt: () => Promise<T>,
  { pacing, maxMilliseconds, unsettled, isLostRace = isLostWrite }: Retrying,
): Promise<T> {
  const startedAt = pacing.elapsedMilliseconds();
  let waited = 0;
  for (let longest = minDelayMilliseconds; ; longest = Math.min(2 * longest, maxDelayMilliseconds)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isLostRace(error)) throw error;
      const left = maxMilliseconds - Math.max(waited, pacing.elapsedMilliseconds() - startedAt);
      if (left <= 0) throw unsettled(error);
      const delay = Math.min(left, (longest * (1 + pacing.random())) / 2);
      await pacing.wait(delay);
      waited += delay;
    }
  }
}

function isLostWrite(error: unknown): boolean {
  return error instanceof ConflictError || error instanceof DuplicateKeyError;
}
