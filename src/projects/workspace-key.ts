import { compareAndSet, type NewDocument } from "../store/index.ts";
import { createSecretHashKey, randomUuid } from "../tokens/index.ts";
import type { Backend } from "./backend.ts";
import { systemScope } from "./project.ts";
import { hashSecret, isSecretOf } from "./secret-hash.ts";
import { settling } from "./settling.ts";
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
  const workspaces = backend.store.scope(systemScope).collection(workspaceCollection);
  let made: WorkspaceKey | undefined;
  const change = (current: Workspace | undefined): NewDocument<Workspace> | undefined => {
    if (given !== undefined) return isKeyOf(current, given, backend) ? undefined : workspaceWith(given, backend);
    if (current !== undefined) return undefined;
    made = newWorkspaceKey(backend);
    return workspaceWith(made, backend);
  };
  const { isChanged } = await compareAndSet(workspaces, workspaceId, change, settling(backend));
  return isChanged ? made : undefined;
}

/** Tells whether the workspace has a key, whoever knows it. */
export async function hasWorkspaceKey({ store }: Pick<Backend, "store">): Promise<boolean> {
  return (await store.scope(systemScope).collection(workspaceCollection).get(workspaceId)) !== undefined;
}

/** Tells whether these credentials are those of the workspace; a wrong id takes the same work as a wrong secret. */
export async function isWorkspaceKey(backend: Backend, key: WorkspaceKey): Promise<boolean> {
  const workspace = await backend.store.scope(systemScope).collection(workspaceCollection).get(workspaceId);
  return isKeyOf(workspace, key, backend);
}

function isKeyOf(
  workspace: Workspace | undefined,
  { keyId, secret }: WorkspaceKey,
  { masterKeys }: Pick<Backend, "masterKeys">,
): boolean {
  return isSecretOf(workspace?.keyId === keyId ? workspace : undefined, secret, masterKeys);
}

function newWorkspaceKey({ random }: Backend): WorkspaceKey {
  const secret = `workspace-secret-${Buffer.from(random(32)).toString("base64url")}`;
  return { keyId: `workspace-key-${randomUuid(random)}`, secret };
}

function workspaceWith(
  { keyId, secret }: WorkspaceKey,
  { clock, masterKeys, random }: Backend,
): NewDocument<Workspace> {
  const secretKey = createSecretHashKey({ owner: workspaceId, masterKeys, random });
  const hash = hashSecret({ id: workspaceId, secretKey }, secret, masterKeys);
  return { id: workspaceId, keyId, secretKey, secrets: [{ hash }], createdAt: clock() };
}
