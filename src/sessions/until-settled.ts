import { ApiError, type Backend } from "../projects/index.ts";
import { ConflictError, DuplicateKeyError } from "../store/index.ts";
import { settleMilliseconds } from "./limits.ts";

/** With a clock that stands still, what ends the attempts. Every lost race is another request's success. */
const maxAttempts = 2000;

/**
 * Does the whole of something again, from its first read, as long as its writes lose a race: a record that another
 * request made or changed meanwhile is then read. After 10 seconds the answer is that the service is busy.
 */
export async function untilSettled<T>({ clock }: Backend, attempt: () => Promise<T>): Promise<T> {
  const giveUpAt = clock() + settleMilliseconds;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      const isLostRace = error instanceof ConflictError || error instanceof DuplicateKeyError;
      if (!isLostRace) throw error;
      if (attempts >= maxAttempts || clock() >= giveUpAt) {
        throw new ApiError("service_unavailable", "others are changing the same records; try again");
      }
    }
  }
}
