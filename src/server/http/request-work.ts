import { AsyncLocalStorage } from "node:async_hooks";
import { ApiError } from "../../projects/index.ts";

/**
 * The work for one request, at the store. It ends when nobody waits for the answer any more, because its time is over or
 * its client is gone: then it stops at its next operation, as long as it has written nothing. What has begun to write goes
 * on to its end, so that nothing is left by half.
 */
export class RequestWork {
  #isOver = false;
  #hasWritten = false;

  /** Does some work for the request, with what it awaits. */
  during<T>(work: () => Promise<T>): Promise<T> {
    return current.run(this, work);
  }

  /** Nobody waits for the answer any more. */
  end(): void {
    this.#isOver = true;
  }

  /** Does an operation of the store. Rejects with the `ApiError` `service_unavailable` where the work stops. */
  operate<R>(kind: "read" | "write", operation: () => Promise<R>): Promise<R> {
    if (this.#isOver && !this.#hasWritten) {
      const message = "nobody waited for the answer any more, so nothing was done";
      return Promise.reject(new ApiError("service_unavailable", message));
    }
    this.#hasWritten ||= kind === "write";
    return operation();
  }
}

const current = new AsyncLocalStorage<RequestWork>();

/** The work that is being done, if it is for a request. */
export function currentRequestWork(): RequestWork | undefined {
  return current.getStore();
}
