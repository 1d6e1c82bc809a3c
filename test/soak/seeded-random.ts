import { createCipheriv, createHash } from "node:crypto";

/** Numbers from 0 to before 1 that look random, and are the same each time for the same seed. */
export function seededRandom(seed: number): () => number {
  const key = createHash("sha256").update(`soak ${seed}`).digest();
  const stream = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
  return () => stream.update(Buffer.alloc(4)).readUInt32BE() / 2 ** 32;
}
