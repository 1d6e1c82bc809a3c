import { randomBytes } from "node:crypto";
import { keyRingCollection, keyRingId } from "../../src/projects/key-ring-document.ts";
import { allCollections } from "../../src/server/start/open-store.ts";
import { openEmbeddedStore } from "../../src/store/embedded/open-embedded-store.ts";
import { isStoreError, type Store } from "../../src/store/index.ts";
import { openMongoStore } from "../../src/store/mongodb/open-mongo-store.ts";
import { createRingKey, generatePrivateKey, type MasterKeys, rotateKeyRing } from "../../src/tokens/index.ts";
import { b2b } from "../sdk/support/declared-state.ts";

/** Opens the store of running servers. */
export function openSoakStore(address: string): Promise<Store> {
  const options = { clock: Date.now, collections: allCollections };
  const [, directory] = /^embedded:(.*)$/s.exec(address) ?? [];
  return directory === undefined
    ? openMongoStore({ uri: address, ...options })
    : openEmbeddedStore({ directory, ...options });
}

/** Longer than a key is published before it signs, in milliseconds. */
const LONG = 20 * 60_000;

/**
 * Gives the project a new signing key, which signs at once: as if the times of the ring were long past. Whether it did: the
 * store may be away, and others may be first.
 */
export async function rotateNow(store: Store, masterKeys: MasterKeys): Promise<boolean> {
  const rings = store.scope(b2b.projectId).collection(keyRingCollection);
  try {
    const document = await rings.get(keyRingId);
    if (document === undefined) return false;
    const { ring } = document;
    const past = Date.now() - LONG;
    const next = await createRingKey({
      projectId: b2b.projectId,
      environment: "test",
      algorithm: "ES256",
      masterKeys,
      now: past,
      random: randomBytes,
      source: generatePrivateKey,
    });
    const keys = ring.keys.map((key) => ({
      ...key,
      signsFrom: key.signsFrom - LONG,
      signsUntil: key.signsUntil === null ? null : key.signsUntil - LONG,
    }));
    const rotation = rotateKeyRing({ ...ring, keys }, next, past);
    if (!rotation.ok) throw new Error(rotation.error.message);
    await rings.replace({ ...document, ring: rotation.ring });
    return true;
  } catch (error) {
    if (isStoreError(error)) return false;
    throw error;
  }
}
