import { openDatabase } from "../../src/store/embedded/database.ts";
import { openEmbeddedStore } from "../../src/store/embedded/open-embedded-store.ts";
import { collections } from "./contract-collections.ts";

interface Opening {
  readonly directory: string;
  /** Whether it is left to others to see to what LMDB does to those that write, as by a process that ends at once. */
  readonly isCareless?: boolean;
}

/*
 * A process that opens stores: each message is answered `{ opened: true }` once the store in the directory was opened and
 * closed, else `{ error }`.
 */
process.on("message", async ({ directory, isCareless = false }: Opening) => {
  try {
    const store = isCareless
      ? openDatabase(directory)
      : await openEmbeddedStore({ directory, clock: () => 0, collections });
    await store.close();
    process.send?.({ opened: true });
  } catch (error) {
    process.send?.({ error: String(error) });
  }
});
process.on("disconnect", () => process.exit());
