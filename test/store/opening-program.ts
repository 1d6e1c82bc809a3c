import { openEmbeddedStore } from "../../src/store/embedded/open-embedded-store.ts";
import { collections } from "./contract-collections.ts";

/*
 * A process that opens stores: each message `{ directory }` is answered `{ opened: true }` once the store there was opened
 * and closed, else `{ error }`.
 */
process.on("message", async ({ directory }: { readonly directory: string }) => {
  try {
    const store = await openEmbeddedStore({ directory, clock: () => 0, collections });
    await store.close();
    process.send?.({ opened: true });
  } catch (error) {
    process.send?.({ error: String(error) });
  }
});
process.on("disconnect", () => process.exit());
