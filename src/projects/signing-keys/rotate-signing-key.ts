import { type RingKey, rotateKeyRing } from "../../tokens/index.ts";
import type { Backend } from "../backend.ts";
import type { Project } from "../project.ts";
import { changeKeyRing, type KeyRingOutcome } from "./change-key-ring.ts";
import { newSigningKey } from "./new-signing-key.ts";
import { noSigningKey } from "./signing-key-error.ts";

/**
 * Publishes a new signing key of a project, for the algorithm of its settings. It signs in 15 minutes; the present one stops
 * then, and stays published until 15 minutes after its last token has expired. `rotation_pending` while a key that was
 * published before does not sign yet, `no_signing_key` where there is none yet.
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
      if (before === undefined) return { ok: false, error: noSigningKey };
      next ??= await newSigningKey(backend, project);
      const rotation = rotateKeyRing(before, next, backend.clock());
      return rotation.ok ? { ...rotation, keyChange: { action: "rotate", kid: next.kid } } : rotation;
    },
  });
}
