import { type RingKey, revokeRingKey } from "../../tokens/index.ts";
import type { Backend } from "../backend.ts";
import type { Project } from "../project.ts";
import { changeKeyRing, type KeyRingOutcome } from "./change-key-ring.ts";
import { newSigningKey } from "./new-signing-key.ts";
import { noSigningKey } from "./signing-key-error.ts";

/**
 * Revokes a signing key of a project: from now on it is neither published nor verifies. Where it signs, the next key takes
 * over at once, or without one a new key for the algorithm of the project's settings. `unknown_key` where the project never
 * had it, `already_revoked` where that has been done, `no_signing_key` where there is none yet.
 */
export async function revokeSigningKey(
  backend: Backend,
  project: Project,
  { kid, actor }: { readonly kid: string; readonly actor: string },
): Promise<KeyRingOutcome> {
  let replacement: RingKey | undefined;
  return changeKeyRing(backend, project, {
    actor,
    async plan(before) {
      if (before === undefined) return { ok: false, error: noSigningKey };
      const now = backend.clock();
      let revocation = revokeRingKey(before, { kid, now });
      if (!revocation.ok && revocation.error.code === "replacement_required") {
        replacement ??= await newSigningKey(backend, project);
        revocation = revokeRingKey(before, { kid, now, replacement });
      }
      return revocation.ok ? { ...revocation, keyChange: { action: "revoke", kid } } : revocation;
    },
  });
}
