import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StoreLocation } from "./check-options.ts";
import type { CleanUp } from "./clean-up.ts";

/** The place of a store that can be opened. */
export type LastingLocation = Exclude<StoreLocation, { readonly kind: "temporary" }>;

/** Finds out where the store is: one that is not kept is in a new directory, which is gone after the clean-up. */
export async function placeStore(location: StoreLocation, cleanUp: CleanUp): Promise<LastingLocation> {
  if (location.kind !== "temporary") return location;
  const directory = await mkdtemp(join(tmpdir(), "claimsmith-"));
  cleanUp.add(() => rm(directory, { recursive: true, force: true }));
  return { kind: "embedded", directory };
}
