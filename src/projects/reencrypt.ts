import { type Collection, compareAndSet, type Document, everyDocument } from "../store/index.ts";
import {
  type KeyInRing,
  type KeyRing,
  resealRingKey,
  resealSecretHashKey,
  type Sealed,
  type UnsealError,
} from "../tokens/index.ts";
import type { Backend } from "./backend.ts";
import { forgetOtherMasterKeys } from "./check-master-key.ts";
import { readKeyRing } from "./key-ring-document.ts";
import { type Project, projectCollection, systemScope } from "./project.ts";
import { settling } from "./settling.ts";
import { changeKeyRing, type PlannedChange } from "./signing-keys/change-key-ring.ts";
import { workspaceCollection, workspaceId } from "./workspace.ts";

/** The number of keys of a kind, and of those among them that were encrypted anew. */
export interface ReencryptedKeys {
  readonly found: number;
  readonly changed: number;
}

/** The outcome of encrypting a store anew. */
export interface Reencryption {
  /** Those that secrets are hashed with: one a project, and one for the key of the workspace. */
  readonly secretKeys: ReencryptedKeys;
  readonly signingKeys: ReencryptedKeys;
  /** What does not open under any of the master keys: it stayed as it is, and so the store wants all of them as before. */
  readonly unopened: readonly UnopenedKey[];
  /** How many master keys the store no longer wants. */
  readonly forgottenMasterKeys: number;
  /** So many were changed that were encrypted under an older master key only meanwhile, by a server that has that one first. */
  readonly late: number;
}

/** A key that does not open. */
export interface UnopenedKey {
  /** Absent where it is the workspace's. */
  readonly projectId?: string;
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
}

/**
 * Encrypts everything that is encrypted in the store anew under the first master key, each document by compare-and-set, so
 * that servers with all of these keys can go on; then the store wants that key alone. What is under it already stays as it
 * is. Whenever it is broken off, everything opens under these keys, and the next time does the rest.
 *
 * Rejects with a `MasterKeyMismatchError` when the store wants a master key that is not among those given.
 */
export async function reencrypt(backend: Backend): Promise<Reencryption> {
  const first = await pass(backend, { isWriting: true });
  if (first.unopened.length > 0) return { ...first, forgottenMasterKeys: 0, late: 0 };
  const forgottenMasterKeys = await forgetOtherMasterKeys(backend);
  const second = await pass(backend, { isWriting: true });
  return {
    secretKeys: sum(first.secretKeys, second.secretKeys),
    signingKeys: sum(first.signingKeys, second.signingKeys),
    unopened: second.unopened,
    forgottenMasterKeys,
    late: second.secretKeys.changed + second.signingKeys.changed,
  };
}

/** Finds whether each key in the store opens, and how many are not under the first master key. Nothing is written. */
export async function inspectEncryption(backend: Backend): Promise<Pass> {
  return pass(backend, { isWriting: false });
}

/** One walk over everything that is encrypted. */
export type Pass = Pick<Reencryption, "secretKeys" | "signingKeys" | "unopened">;

function sum(before: ReencryptedKeys, after: ReencryptedKeys): ReencryptedKeys {
  return { found: after.found, changed: before.changed + after.changed };
}

async function pass(backend: Backend, { isWriting }: { readonly isWriting: boolean }): Promise<Pass> {
  const secretKeys = { found: 0, changed: 0 };
  const signingKeys = { found: 0, changed: 0 };
  const unopened: UnopenedKey[] = [];
  const projects = backend.store.scope(systemScope).collection(projectCollection);
  const note = (total: { found: number; changed: number }, outcome: Outcome, projectId?: string) => {
    total.found += outcome.found;
    total.changed += outcome.changed;
    unopened.push(...outcome.messages.map((message) => ({ ...(projectId !== undefined && { projectId }), message })));
  };
  const workspaces = backend.store.scope(systemScope).collection(workspaceCollection);
  note(secretKeys, await secretKeyOf(backend, { owners: workspaces, id: workspaceId, isWriting }));
  for await (const project of everyDocument(projects, "slugs", backend.pacing)) {
    const { id } = project;
    note(secretKeys, await secretKeyOf(backend, { owners: projects, id, isWriting }), id);
    note(signingKeys, await ringOf(backend, project, isWriting), id);
  }
  return { secretKeys, signingKeys, unopened };
}

interface Outcome extends ReencryptedKeys {
  /** Why keys of it do not open. */
  readonly messages: readonly string[];
}

const nothing: Outcome = { found: 0, changed: 0, messages: [] };

/** A document that secrets are stored in. */
interface SecretOwner extends Document {
  readonly secretKey: Sealed;
}

async function secretKeyOf<T extends SecretOwner>(
  backend: Backend,
  {
    owners,
    id,
    isWriting,
  }: { readonly owners: Collection<T, string>; readonly id: string; readonly isWriting: boolean },
): Promise<Outcome> {
  const { masterKeys, random } = backend;
  let outcome = nothing;
  const change = (owner: T | undefined): T | undefined => {
    outcome = nothing;
    if (owner === undefined) return undefined;
    const resealed = resealSecretHashKey(owner.secretKey, { owner: id, masterKeys, random });
    const messages = resealed.ok ? [] : [messageOf("the key of its secrets", resealed.error)];
    const isChanged = resealed.ok && resealed.sealed !== owner.secretKey;
    outcome = { found: 1, changed: isChanged ? 1 : 0, messages };
    return isChanged && isWriting ? { ...owner, secretKey: resealed.sealed } : undefined;
  };
  await compareAndSet(owners, id, change, settling(backend));
  return outcome;
}

async function ringOf(backend: Backend, project: Project, isWriting: boolean): Promise<Outcome> {
  const { masterKeys, random } = backend;
  const known = await readKeyRing(backend.store.scope(project.id));
  if (known === undefined) return nothing;
  let outcome = nothing;
  const plan = async (ring: KeyRing = known.ring): Promise<PlannedChange> => {
    const messages: string[] = [];
    const keys = ring.keys.map((key): KeyInRing => {
      const resealed = resealRingKey(key, { projectId: project.id, masterKeys, random });
      if (resealed.ok) return resealed.key;
      messages.push(messageOf(`the signing key \`${key.kid}\``, resealed.error));
      return key;
    });
    const found = ring.keys.filter(({ privateKey }) => privateKey !== null).length;
    const changed = keys.filter((key, at) => key !== ring.keys[at]).length;
    outcome = { found, changed, messages };
    // No key becomes another, so the audit log is told nothing.
    return { ok: true, ring: changed > 0 ? { ...ring, keys } : ring, keyChange: null };
  };
  if (isWriting) await changeKeyRing(backend, project, { actor: "command line", plan });
  else await plan();
  return outcome;
}

function messageOf(what: string, { message }: UnsealError): string {
  return `${what} does not open: ${message}`;
}
