import { invariant } from "../../language/invariant.ts";
import { type KeyRing, rotateKeyRing, type SigningAlgorithm, startKeyRing } from "../../tokens/index.ts";
import type { Backend } from "../backend.ts";
import type { KeyRingDocument } from "../key-ring-document.ts";
import type { Project } from "../project.ts";
import { changeKeyRing } from "./change-key-ring.ts";
import { newKeyFor } from "./new-signing-key.ts";

/** The author, in the audit log, of changes that nobody has asked for at the moment. */
const actor = "service";

/**
 * The key ring that a project works with: the one given, unless there is none, or its newest key signs already and is not for
 * the algorithm. Then one is made, or a key for the algorithm is published in it that signs in 15 minutes.
 */
export async function fittingKeyRing(
  backend: Backend,
  project: Project,
  { algorithm, known }: { readonly algorithm: SigningAlgorithm; readonly known: KeyRingDocument | undefined },
): Promise<KeyRingDocument> {
  const fits = ({ keys }: KeyRing): boolean => {
    const newest = keys.at(-1);
    invariant(newest !== undefined, "a ring has a key");
    return newest.algorithm === algorithm || newest.signsFrom > backend.clock();
  };
  if (known !== undefined && fits(known.ring)) return known;
  const outcome = await changeKeyRing(backend, project, {
    actor,
    async plan(before) {
      if (before !== undefined && fits(before)) return { ok: true, ring: before, keyChange: null };
      const key = await newKeyFor(backend, project, algorithm);
      const now = backend.clock();
      const { kid } = key;
      if (before === undefined) {
        const ring = startKeyRing(key, { projectId: project.id, now });
        return { ok: true, ring, keyChange: { action: "create", kid } };
      }
      const rotation = rotateKeyRing(before, key, now);
      return rotation.ok ? { ...rotation, keyChange: { action: "rotate", kid } } : rotation;
    },
  });
  invariant(outcome.ok, "a ring whose newest key signs can be rotated");
  return outcome.document;
}
