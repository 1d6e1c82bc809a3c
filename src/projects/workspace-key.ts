import { ConflictError, DuplicateKeyError, type NewDocument } from "../store/index.ts";
import { createSecretHashKey, randomUuid } from "../tokens/index.ts";
import type { Backend } from "./backend.ts";
import { systemScope } from "./project.ts";
import { hashSecret, isSecretOf } from "./secret-hash.ts";
import { type Workspace, workspaceCollection, workspaceId } from "./workspace.ts";

/** A key of the workspace with its secret in clear. */
export interface WorkspaceKey {
  readonly keyId: string;
  readonly secret: string;
}

/**
 * Sees to it that the workspace has a key. One that is given takes the place of the one before, on every server; the same
 * one again changes nothing. Where none is given and there is none, one of 32 random bytes is made and returned: the only
 * time that it is in clear. It may be called by several servers at once, of which one makes and returns it.
 */
export async function ensureWorkspaceKey(backend: Backend, given?: WorkspaceKey): Promise<WorkspaceKey | undefined> {
  const { store, masterKeys, random } = backend;
  const workspaces = store.scope(systemScope).collection(workspaceCollection);
  const stored = await workspaces.get(workspaceId);
  if (given === undefined) {
    if (stored !== undefined) return undefined;
    const secret = `workspace-secret-${Buffer.from(random(32)).toString("base64url")}`;
    const made = { keyId: `workspace-key-${randomUuid(random)}`, secret };
    return (await unlessOvertaken(workspaces.insert(workspaceWith(made, backend)))) ? made : undefined;
  }
  for (let current = stored; ; current = await workspaces.get(workspaceId)) {
    if (current?.keyId === given.keyId && isSecretOf(current, given.secret, masterKeys)) return undefined;
    const next = workspaceWith(given, backend);
    const write =
      current === undefined ? workspaces.insert(next) : workspaces.replace({ ...next, revision: current.revision });
    if (await unlessOvertaken(write)) return undefined;
  }
}

/** Whether these credentials are those of the workspace; a wrong id takes the same work as a wrong secret. */
export async function isWorkspaceKey(
  { store, masterKeys }: Backend,
  { keyId, secret }: WorkspaceKey,
): Promise<boolean> {
  const workspace = await store.scope(systemScope).collection(workspaceCollection).get(workspaceId);
  return isSecretOf(workspace?.keyId === keyId ? workspace : undefined, secret, masterKeys);
}

function workspaceWith(
  { keyId, secret }: WorkspaceKey,
  { clock, masterKeys, random }: Backend,
): NewDocument<Workspace> {
  const secretKey = createSecretHashKey({ owner: workspaceId, masterKeys, random });
  const hash = hashSecret({ id: workspaceId, secretKey }, secret, masterKeys);
  return { id: workspaceId, keyId, secretKey, secrets: [{ hash }], createdAt: clock() };
}

/** Waits for a write; false where another one came first. */
async function unlessOvertaken(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConflictError || error instanceof DuplicateKeyError) return false;
    throw error;
  }
}
