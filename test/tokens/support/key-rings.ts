import { createHash } from "node:crypto";
import {
  createRingKey,
  type KeyRing,
  MasterKeys,
  openRingKey,
  type RandomBytes,
  type RingKey,
  type SigningAlgorithm,
  type SigningKey,
  startKeyRing,
} from "../../../src/tokens/index.ts";
import { ed25519, p256, rsa } from "./keys.ts";

export const projectId = "project-test-11111111-1111-4111-8111-111111111111";

/** Bytes that are the same for the same seed, and never repeat within it. */
export function seeded(seed: string): RandomBytes {
  let count = 0;
  return (length) => createHash("shake256", { outputLength: length }).update(`${seed} ${count++}`).digest();
}

/** Master keys of 32 bytes that are each one letter, as the variable has them. */
export function masterKeysOf(...letters: readonly string[]): MasterKeys {
  const parsed = MasterKeys.parse(letters.map((letter) => Buffer.from(letter.repeat(32)).toString("base64")).join());
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.masterKeys;
}

export const masterKeys = masterKeysOf("m");

const pairByAlgorithm = { RS256: rsa, ES256: p256, EdDSA: ed25519 } as const;

export function ringKey(seed: string, algorithm: SigningAlgorithm = "RS256", now = 0): Promise<RingKey> {
  return createRingKey({
    projectId,
    environment: "test",
    algorithm,
    masterKeys,
    now,
    random: seeded(seed),
    source: async () => pairByAlgorithm[algorithm].privateKey,
  });
}

/** A ring of one key, and that key ready to sign. */
export async function ringOf(
  seed: string,
  algorithm: SigningAlgorithm = "RS256",
): Promise<{ readonly ring: KeyRing; readonly key: SigningKey }> {
  const stored = await ringKey(seed, algorithm);
  const opened = openRingKey(stored, { projectId, masterKeys });
  if (!opened.ok) throw new Error(opened.error.message);
  return { ring: startKeyRing(stored, { projectId, now: 0 }), key: opened.key };
}
