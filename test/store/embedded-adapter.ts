import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbeddedStore } from "../../src/store/embedded/open-embedded-store.ts";
import type { Store } from "../../src/store/index.ts";
import type { AdapterUnderTest, OpenOptions } from "./contract.ts";

/** Opens an embedded store; for other processes too. */
export function openStore(directory: string, options: OpenOptions): Promise<Store> {
  return openEmbeddedStore({ directory, ...options });
}

/** The embedded store, each in a temporary folder. */
export const embedded: AdapterUnderTest<string> = {
  name: "embedded",
  openStore,
  module: new URL(import.meta.url),
  create: () => mkdtemp(join(tmpdir(), "claimsmith-store-")),
  remove: (directory) => rm(directory, { recursive: true, force: true }),
};
