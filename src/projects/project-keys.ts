import { invariant } from "../language/invariant.ts";
import { ConflictError, DuplicateKeyError } from "../store/index.ts";
import {
  createRingKey,
  openRingKey,
  rotateKeys,
  type SigningAlgorithm,
  signingKey,
  startKeyRing,
} from "../tokens/index.ts";
import type { Backend } from "./backend.ts";
import { type KeyRingDocument, keyRingCollection, keyRingId, readKeyRing } from "./key-ring-document.ts";
import { MasterKeyMismatchError } from "./master-key-mismatch-error.ts";
import { type OpenedRing, openedRing } from "./opened-rings.ts";
import type { Project } from "./project.ts";
import type { ProjectKeys } from "./project-context.ts";

/**
 * The keys of a project. The ring is the one that was read for the request, if it was; else it is read from the store each
 * time, and made where there is none. Whoever loses that race takes the winner's, for what is used is what was read back.
 * Where the newest key is not for the algorithm, one that is gets published, and signs 15 minutes later.
 *
 * Rejects with a `MasterKeyMismatchError` when the private key does not open.
 */
export function projectKeys(
  backend: Backend,
  project: Project,
  algorithm: SigningAlgorithm,
  known?: KeyRingDocument,
): ProjectKeys {
  const { clock, masterKeys, random, keySource } = backend;
  const { id: projectId, environment } = project;
  const scope = backend.store.scope(projectId);
  const rings = scope.collection(keyRingCollection);

  /** What the request goes by; where nothing was read for one, each question is one of its own. */
  let latest = known;

  const newKey = () =>
    createRingKey({ projectId, environment, algorithm, masterKeys, now: clock(), random, source: keySource });

  const read = async (): Promise<KeyRingDocument> => {
    const stored = await readKeyRing(scope);
    if (stored !== undefined) return stored;
    const ring = startKeyRing(await newKey(), { projectId, now: clock() });
    await unlessOvertaken(rings.insert({ id: keyRingId, ring }));
    const made = await readKeyRing(scope);
    invariant(made !== undefined, "a key ring is never deleted");
    return made;
  };

  const current = async (): Promise<OpenedRing> => {
    const document = latest ?? (await read());
    const newest = document.ring.keys.at(-1);
    invariant(newest !== undefined, "a ring has a key");
    const now = clock();
    if (newest.algorithm !== algorithm && newest.signsFrom <= now) {
      const rotation = rotateKeys(document.ring, await newKey(), now);
      invariant(rotation.ok, "a ring whose newest key signs can be rotated");
      await unlessOvertaken(rings.replace({ ...document, ring: rotation.ring }));
      const rotated = await read();
      if (latest !== undefined) latest = rotated;
      return openedRing(backend, rotated);
    }
    return openedRing(backend, document);
  };

  return {
    async ring() {
      return (await current()).document.ring;
    },
    async signingKey() {
      const { document, signingKeys } = await current();
      const key = signingKey(document.ring, clock());
      const known = signingKeys.get(key.kid);
      if (known !== undefined) return known;
      const opening = openRingKey(key, { projectId, masterKeys });
      if (!opening.ok)
        throw new MasterKeyMismatchError(`the key \`${key.kid}\` does not open: ${opening.error.message}`);
      signingKeys.set(key.kid, opening.key);
      return opening.key;
    },
  };
}

/** Waits for a write; that another came first is no failure. */
async function unlessOvertaken(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof ConflictError || error instanceof DuplicateKeyError)) throw error;
  }
}
