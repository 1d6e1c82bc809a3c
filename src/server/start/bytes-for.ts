import { randomBytes } from "node:crypto";
import type { RandomBytes } from "../../tokens/index.ts";
import type { CheckedOptions } from "./check-options.ts";
import { seededBytes } from "./seeded-bytes.ts";

/** Random bytes for one purpose, fixed by the seed if there is one; those of other purposes are not used up by it. */
export function bytesFor({ seed }: Pick<CheckedOptions, "seed">, purpose: string): RandomBytes {
  return seed === undefined ? randomBytes : seededBytes(seed, purpose);
}
