import { type Collection, ConflictError, type Document, everyDocument } from "../store/index.ts";
import { type KeyInRing, resealRingKey, resealSecretHashKey, type Sealed, type UnsealError } from "../tokens/index.ts";
import type { Backend } from "./backend.ts";
import { forgetOtherMasterKeys } from "./check-master-key.ts";
import { keyRingCollection, keyRingId } from "./key-ring-document.ts";
import { projectCollection, systemScope } from "./project.ts";
import { workspaceCollection, workspaceId } from "./workspace.ts";

/** How many keys there are of a kind, and how many of them were encrypted anew. */
export interface ReencryptedKeys {
  readonly found: number;
  readonly changed: number;
}

/** What came of encrypting a store anew. */
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
  const first = await pass(backend);
  if (first.unopened.length > 0) return { ...first, forgottenMasterKeys: 0, late: 0 };
  const forgottenMasterKeys = await forgetOtherMasterKeys(backend);
  const second = await pass(backend);
  return {
    secretKeys: sum(first.secretKeys, second.secretKeys),
    signingKeys: sum(first.signingKeys, second.signingKeys),
    unopened: second.unopened,
    forgottenMasterKeys,
    late: second.secretKeys.changed + second.signingKeys.changed,
  };
}

/** Whether each key in the store opens, and how many are not under the first master key. Nothing is written. */
export async function inspectEncryption(backend: Backend): Promise<Pass> {
  return pass(backend, async () => {});
}

/** One walk over everything that is encrypted. */
export type Pass = Pick<Reencryption, "secretKeys" | "signingKeys" | "unopened">;

function sum(before: ReencryptedKeys, after: ReencryptedKeys): ReencryptedKeys {
  return { found: after.found, changed: before.changed + after.changed };
}

type Write = (replacement: () => Promise<unknown>) => Promise<unknown>;

async function pass(backend: Backend, write: Write = (replacement) => replacement()): Promise<Pass> {
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
  note(secretKeys, await secretKeyOf(backend, { owners: workspaces, id: workspaceId, write }));
  for await (const { id } of everyDocument(projects, "slugs")) {
    note(secretKeys, await secretKeyOf(backend, { owners: projects, id, write }), id);
    note(signingKeys, await ringOf(backend, id, write), id);
  }
  return { secretKeys, signingKeys, unopened };
}

interface Outcome extends ReencryptedKeys {
  /** Why keys of it do not open. */
  readonly messages: readonly string[];
}

const nothing: Outcome = { found: 0, changed: 0, messages: [] };

/** What secrets are stored with. */
interface SecretOwner extends Document {
  readonly secretKey: Sealed;
}

async function secretKeyOf<T extends SecretOwner>(
  { masterKeys, random }: Backend,
  { owners, id, write }: { readonly owners: Collection<T, string>; readonly id: string; readonly write: Write },
): Promise<Outcome> {
  return untilUncontested(async () => {
    const owner = await owners.get(id);
    if (owner === undefined) return nothing;
    const resealed = resealSecretHashKey(owner.secretKey, { owner: id, masterKeys, random });
    if (!resealed.ok) return { found: 1, changed: 0, messages: [messageOf("the key of its secrets", resealed.error)] };
    if (resealed.sealed === owner.secretKey) return { ...nothing, found: 1 };
    await write(() => owners.replace({ ...owner, secretKey: resealed.sealed }));
    return { found: 1, changed: 1, messages: [] };
  });
}

async function ringOf({ store, masterKeys, random }: Backend, projectId: string, write: Write): Promise<Outcome> {
  const rings = store.scope(projectId).collection(keyRingCollection);
  return untilUncontested(async () => {
    const document = await rings.get(keyRingId);
    if (document === undefined) return nothing;
    const messages: string[] = [];
    const before = document.ring.keys;
    const keys = before.map((key): KeyInRing => {
      const resealed = resealRingKey(key, { projectId, masterKeys, random });
      if (resealed.ok) return resealed.key;
      messages.push(messageOf(`the signing key \`${key.kid}\``, resealed.error));
      return key;
    });
    const found = before.filter(({ privateKey }) => privateKey !== null).length;
    const changed = keys.filter((key, at) => key !== before[at]).length;
    if (changed > 0) await write(() => rings.replace({ ...document, ring: { ...document.ring, keys } }));
    return { found, changed, messages };
  });
}

function messageOf(what: string, { message }: UnsealError): string {
  return `${what} does not open: ${message}`;
}

/** Does it again as long as another change comes first: there is always progress. */
async function untilUncontested(step: () => Promise<Outcome>): Promise<Outcome> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
