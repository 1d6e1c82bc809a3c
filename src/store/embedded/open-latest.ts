import { type Database, openDatabase } from "./database.ts";
import { BehindError, isBehind } from "./latest-transaction.ts";
import { inOpeningTurn } from "./opening-turn.ts";
import { unavailable } from "./unavailable.ts";

/** How often a database is opened anew that others write to so fast that it is behind each time. */
const maxOpenings = 100;

/**
 * Opens the LMDB database of a directory, as `openDatabase` does, in its opening turn, so that the next transaction of
 * whichever process follows on the last that was committed. Rejects with a `StoreUnavailableError`.
 */
export function openLatest(directory: string, existing = false): Promise<Database> {
  return inOpeningTurn(directory, async () => {
    for (let openings = 1; ; openings += 1) {
      const database = openDatabase(directory, existing);
      try {
        if (!isBehind(database)) return database;
      } catch (error) {
        await database.close();
        throw unavailable(error, directory);
      }
      await database.close();
      if (openings === maxOpenings) throw unavailable(new BehindError("the database is behind"), directory);
    }
  });
}
