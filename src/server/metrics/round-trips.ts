import { AsyncLocalStorage } from "node:async_hooks";

/**
 * The round trips to the store that some work makes one after the other. Operations under way at the same time count as
 * one: an operation comes after those that had ended when it began, and the longest such row is what counts.
 */
export class RoundTrips {
  #ended = 0;
  #sequential = 0;

  /** The length of the longest row so far. */
  get sequential(): number {
    return this.#sequential;
  }

  /** Does some work, whose operations are counted here, also those that it awaits. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return current.run(this, work);
  }

  /** Counts an operation; what is returned is called when it has ended. */
  begin(): () => void {
    const place = this.#ended + 1;
    this.#sequential = Math.max(this.#sequential, place);
    return () => {
      this.#ended = Math.max(this.#ended, place);
    };
  }
}

const current = new AsyncLocalStorage<RoundTrips>();

/** The count of the operations of the work that is being done, if they are counted. */
export function currentRoundTrips(): RoundTrips | undefined {
  return current.getStore();
}
