import { createHash } from "node:crypto";
import { invariant } from "../../language/invariant.ts";
import { compareAndSet, type NewDocument } from "../../store/index.ts";
import type { KeyRing } from "../../tokens/index.ts";
import { auditCollection, type KeyChange } from "../audit-entry.ts";
import type { Backend } from "../backend.ts";
import { inTurn } from "../in-turn.ts";
import { type KeyRingDocument, keyRingCollection, keyRingId } from "../key-ring-document.ts";
import { newId } from "../new-id.ts";
import type { Project } from "../project.ts";
import { settling } from "../settling.ts";
import type { SigningKeyError } from "./signing-key-error.ts";

/** A ring that is in force now, or why it stays as it is. */
export type KeyRingOutcome =
  | { readonly ok: true; readonly document: KeyRingDocument }
  | { readonly ok: false; readonly error: SigningKeyError };

/** A ring to be stored and what was done to it, or why there is none. */
export type PlannedChange =
  | {
      readonly ok: true;
      readonly ring: KeyRing;
      /** Null where no key is another one: the private keys are encrypted anew. */
      readonly keyChange: KeyChange | null;
    }
  | { readonly ok: false; readonly error: SigningKeyError };

/** A change that is to be made to a key ring. */
export interface KeyRingChange {
  /** For the audit log. */
  readonly actor: string;
  /** Asked anew where another change came first. */
  readonly plan: (before: KeyRing | undefined) => Promise<PlannedChange>;
}

/**
 * Changes the key ring of a project, or makes it: the one way to write it. The audit entry is written first, then the ring,
 * in one compare-and-set. Where another change came first, all of it is done again with what that one left. A plan that
 * gives the ring that was there writes nothing.
 *
 * Rejects with the `ApiError` `service_unavailable` when others came first for too long.
 */
export async function changeKeyRing(
  backend: Backend,
  project: Project,
  { actor, plan }: KeyRingChange,
): Promise<KeyRingOutcome> {
  const rings = backend.store.scope(project.id).collection(keyRingCollection);
  let refusal: SigningKeyError | undefined;
  const next = async (before: KeyRingDocument | undefined): Promise<NewDocument<KeyRingDocument> | undefined> => {
    const planned = await plan(before?.ring);
    refusal = planned.ok ? undefined : planned.error;
    if (!planned.ok || planned.ring === before?.ring) return undefined;
    const { ring, keyChange } = planned;
    const isChanged = digestOf(ring) !== digestOf(before?.ring ?? withoutKeys(ring));
    invariant(isChanged === (keyChange !== null), "the audit log is told of a change of keys, and of nothing else");
    const auditEntryId =
      keyChange === null
        ? before?.auditEntryId
        : await writeEntry(backend, project, { actor, before, ring, keyChange });
    return { id: keyRingId, ring, ...(auditEntryId !== undefined && { auditEntryId }) };
  };
  const { document } = await inTurn(backend, `key ring of ${project.id}`, () =>
    compareAndSet(rings, keyRingId, next, settling(backend)),
  );
  if (refusal !== undefined) return { ok: false, error: refusal };
  invariant(document !== undefined, "a plan that is not refused gives a ring");
  return { ok: true, document };
}

interface PlannedEntry {
  readonly actor: string;
  readonly before: KeyRingDocument | undefined;
  readonly ring: KeyRing;
  readonly keyChange: KeyChange;
}

/** Returns the id of the entry. */
async function writeEntry(
  { store, clock, random }: Backend,
  { id: projectId, environment }: Project,
  { actor, before, ring, keyChange }: PlannedEntry,
): Promise<string> {
  const at = clock();
  const { revision = 0, auditEntryId = null } = before ?? {};
  const { id } = await store
    .scope(projectId)
    .collection(auditCollection)
    .insert({
      id: newId("audit-entry", { environment, random }),
      actor,
      at,
      recency: -at,
      keyChange,
      previousEntryId: auditEntryId,
      revisionBefore: revision,
      revisionAfter: revision + 1,
      digestBefore: digestOf(before?.ring ?? withoutKeys(ring)),
      digestAfter: digestOf(ring),
    });
  return id;
}

/** The ring before the first one. */
function withoutKeys(ring: KeyRing): KeyRing {
  return { ...ring, keys: [] };
}

/** Of everything but the private keys, so that encrypting them anew is no change. */
function digestOf(ring: KeyRing): string {
  const keys = ring.keys.map(({ privateKey, ...key }) => ({ ...key, hasPrivateKey: privateKey !== null }));
  return `sha256:${createHash("sha256")
    .update(JSON.stringify({ ...ring, keys }))
    .digest("hex")}`;
}
