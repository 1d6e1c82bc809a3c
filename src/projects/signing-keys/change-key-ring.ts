import { createHash } from "node:crypto";
import { ConflictError } from "../../store/index.ts";
import type { KeyRing } from "../../tokens/index.ts";
import { ApiError } from "../api-error.ts";
import { auditCollection, type KeyChange } from "../audit-entry.ts";
import type { Backend } from "../backend.ts";
import { type KeyRingDocument, keyRingCollection, keyRingId } from "../key-ring-document.ts";
import { newId } from "../new-id.ts";
import type { Project } from "../project.ts";
import type { SigningKeyError } from "./signing-key-error.ts";

/** A ring that is in force now, or why it stays as it is. */
export type KeyRingOutcome =
  | { readonly ok: true; readonly ring: KeyRing }
  | { readonly ok: false; readonly error: SigningKeyError };

/** A ring to be stored and what was done to it, or why there is none. */
export type PlannedChange =
  | { readonly ok: true; readonly ring: KeyRing; readonly keyChange: KeyChange }
  | { readonly ok: false; readonly error: SigningKeyError };

/** Each time another change has come first, so that there is always progress. */
const mostAttempts = 100;

/**
 * Changes the key ring of a project: the audit entry is written first, then the ring, in one compare-and-set. Where another
 * change came first, all of it is done again with what that one left. Rejects with the `ApiError` `service_unavailable`
 * when a hundred other changes came first.
 */
export async function changeKeyRing(
  backend: Backend,
  { id: projectId, environment }: Project,
  { actor, change }: { readonly actor: string; readonly change: (ring: KeyRing) => Promise<PlannedChange> },
): Promise<KeyRingOutcome> {
  const { store, clock, random } = backend;
  const scope = store.scope(projectId);
  const rings = scope.collection(keyRingCollection);
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const before = await rings.get(keyRingId);
    if (before === undefined) return { ok: false, error: noSigningKey };
    const planned = await change(before.ring);
    if (!planned.ok) return planned;
    const { ring, keyChange } = planned;
    const at = clock();
    const { id: auditEntryId } = await scope.collection(auditCollection).insert({
      id: newId("audit-entry", { environment, random }),
      actor,
      at,
      recency: -at,
      keyChange,
      previousEntryId: before.auditEntryId ?? null,
      revisionBefore: before.revision,
      revisionAfter: before.revision + 1,
      digestBefore: digestOf(before.ring),
      digestAfter: digestOf(ring),
    });
    if (await replaced(rings.replace({ ...before, ring, auditEntryId }))) return { ok: true, ring };
  }
  throw new ApiError("service_unavailable", "the signing keys are being changed by others; try again");
}

const noSigningKey: SigningKeyError = {
  code: "no_signing_key",
  message: "the project has no signing key yet: one is made when it is first needed",
};

/** Waits for a replacement; false when another change came first. */
async function replaced(replacement: Promise<KeyRingDocument>): Promise<boolean> {
  try {
    await replacement;
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}

/** Of everything but the private keys, so that encrypting them anew is no change. */
function digestOf(ring: KeyRing): string {
  const keys = ring.keys.map(({ privateKey, ...key }) => ({ ...key, hasPrivateKey: privateKey !== null }));
  return `sha256:${createHash("sha256")
    .update(JSON.stringify({ ...ring, keys }))
    .digest("hex")}`;
}
