import type { Clock } from "../store.ts";
import { clientFor, readAddress } from "./address.ts";
import { unavailable } from "./unavailable.ts";

/** The difference of a clock from that of a MongoDB. */
export interface ClockComparison {
  /** How much the clock is ahead of the MongoDB's; negative where it is behind. */
  readonly aheadMilliseconds: number;
  /** The answer has taken some time: so far off may it be, in either direction. */
  readonly accuracyMilliseconds: number;
}

/** The time for which an absent MongoDB is waited for, as an option of the driver. */
const timeouts = { serverSelectionTimeoutMS: 5000 };

/** Compares a clock with that of a MongoDB's primary. Rejects with a `StoreUnavailableError`, as a store does. */
export async function compareClock(uri: string, clock: Clock): Promise<ClockComparison> {
  const address = readAddress(uri);
  const client = clientFor(address, timeouts);
  try {
    await client.connect();
    const before = clock();
    const { localTime } = await client.db(address.database).command({ hello: 1 });
    const after = clock();
    return {
      aheadMilliseconds: (before + after) / 2 - Number(localTime),
      accuracyMilliseconds: (after - before) / 2,
    };
  } catch (error) {
    throw unavailable(error, address.place);
  } finally {
    await client.close();
  }
}
