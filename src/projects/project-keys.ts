import { openRingKey, type SigningAlgorithm, signingKey } from "../tokens/index.ts";
import type { Backend } from "./backend.ts";
import { type KeyRingDocument, readKeyRing } from "./key-ring-document.ts";
import { MasterKeyMismatchError } from "./master-key-mismatch-error.ts";
import { type OpenedRing, openedRing } from "./opened-rings.ts";
import type { Project } from "./project.ts";
import type { ProjectKeys } from "./project-context.ts";
import { fittingKeyRing } from "./signing-keys/fitting-key-ring.ts";

/**
 * The keys of a project. The ring is the one that was read for the request, if it was; else it is read from the store each
 * time. Where there is none, and where the newest key is not for the algorithm, it is changed as `fittingKeyRing` does.
 *
 * Rejects with a `MasterKeyMismatchError` when the private key does not open.
 */
export function projectKeys(
  backend: Backend,
  project: Project,
  algorithm: SigningAlgorithm,
  known?: KeyRingDocument,
): ProjectKeys {
  const { clock, masterKeys } = backend;
  const { id: projectId } = project;

  /** What the request goes by; where nothing was read for one, each question is one of its own. */
  let latest = known;

  const current = async (): Promise<OpenedRing> => {
    const stored = latest ?? (await readKeyRing(backend.store.scope(projectId)));
    const document = await fittingKeyRing(backend, project, { algorithm, known: stored });
    if (latest !== undefined) latest = document;
    return openedRing(backend, project, document);
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
