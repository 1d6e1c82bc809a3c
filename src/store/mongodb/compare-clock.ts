import type { Clock } from "../store.ts";
import { clientFor, readAddress } from "./address.ts";
import { unavailable } from "./unavailable.ts";

/** How far a clock is from that of a MongoDB, in milliseconds. */
export interface ClockComparison {
  /** How much the clock is ahead of the MongoDB's; negative where it is behind. */
  readonly ahead: number;
  /** The answer has taken some time: so far off may `ahead` be, in either direction. */
  readonly accuracy: number;
}

/** How long an absent MongoDB is waited for, in milliseconds. */
const PATIENCE = { serverSelectionTimeoutMS: 5000 };

/** Compares a clock with that of a MongoDB's primary. Rejects with a `StoreUnavailableError`, as a store does. */
export async function compareClock(uri: string, clock: Clock): Promise<ClockComparison> {
  const address = readAddress(uri);
  const client = clientFor(address, PATIENCE);
  try {
    await client.connect();
    const before = clock();
    const { localTime } = await client.db(address.database).command({ hello: 1 });
    const after = clock();
    return { ahead: (before + after) / 2 - Number(localTime), accuracy: (after - before) / 2 };
  } catch (error) {
    throw unavailable(error, address.place);
  } finally {
    await client.close();
  }
}
