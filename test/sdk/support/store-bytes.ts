import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A digest of the data file of an embedded store. Every transaction that is committed changes it: where two are equal,
 * nothing at all was written in between.
 */
export function storeBytes(directory: string): string {
  return createHash("sha256")
    .update(readFileSync(join(directory, "data.mdb")))
    .digest("hex");
}
