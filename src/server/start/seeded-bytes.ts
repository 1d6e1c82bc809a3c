import { createCipheriv, createHash } from "node:crypto";
import type { RandomBytes } from "../../tokens/index.ts";

/**
 * Bytes that look random and are the same for the same seed and purpose, in the order in which they are asked for: the
 * key stream of AES-256 in counter mode. Whoever knows the seed knows them all.
 */
export function seededBytes(seed: number, purpose: string): RandomBytes {
  const key = createHash("sha256").update(`claimsmith seed ${seed} ${purpose}`).digest();
  const stream = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  return (count) => stream.update(Buffer.alloc(count));
}
