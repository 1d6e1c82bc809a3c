import { type RingKey, rotateKeyRing, startKeyRing } from "../../tokens/index.ts";
import type { Backend } from "../backend.ts";
import type { Project } from "../project.ts";
import { changeKeyRing, type KeyRingOutcome } from "./change-key-ring.ts";
import { newSigningKey } from "./new-signing-key.ts";

/**
 * Publishes a new signing key of a project, for the algorithm of its settings. It signs in 15 minutes; the present one stops
 * then, and stays published until 15 minutes after its last token has expired. Where there is none yet, the new one signs at
 * once. `rotation_pending` while a key that was published before does not sign yet.
 */
export async function rotateSigningKey(
  backend: Backend,
  project: Project,
  { actor }: { readonly actor: string },
): Promise<KeyRingOutcome> {
  let next: RingKey | undefined;
  return changeKeyRing(backend, project, {
    actor,
    async plan(before) {
      next ??= await newSigningKey(backend, project);
      const now = backend.clock();
      const { kid } = next;
      if (before === undefined) {
        const ring = startKeyRing(next, { projectId: project.id, now });
        return { ok: true, ring, keyChange: { action: "create", kid } };
      }
      const rotation = rotateKeyRing(before, next, now);
      return rotation.ok ? { ...rotation, keyChange: { action: "rotate", kid } } : rotation;
    },
  });
}
