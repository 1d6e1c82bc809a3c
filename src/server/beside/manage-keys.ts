import {
  type Backend,
  type KeyRingOutcome,
  type ListedSigningKey,
  listedSigningKeys,
  listSigningKeys,
  type Project,
  projectCollection,
  type Reencryption,
  readProject,
  reencrypt,
  revokeSigningKey,
  rotateSigningKey,
  type SigningKeyError,
  systemScope,
} from "../../projects/index.ts";
import { everyDocument } from "../../store/index.ts";
import { wrongOption } from "../start/start-error.ts";
import { besideServers, requireMasterKeyInUse, type StoreOptions } from "./beside-servers.ts";

export { StartError, type StartProblem } from "../start/start-error.ts";

/** The author of these changes in the audit log. */
const actor = "command line";

/** The signing keys of a project. */
export interface ProjectSigningKeys {
  readonly projectId: string;
  readonly keys: readonly ListedSigningKey[];
}

/** The outcome of a change of a project's signing keys: what they are now, or why they stay as they are. */
export type SigningKeysOutcome =
  | ({ readonly ok: true } & ProjectSigningKeys)
  | { readonly ok: false; readonly projectId: string; readonly error: SigningKeyError };

/** The signing keys of one project, or of all. Rejects with a `StartError`. */
export function listKeys(options: StoreOptions, projectId?: string): Promise<readonly ProjectSigningKeys[]> {
  return besideServers(options, async (backend) => {
    const listed: ProjectSigningKeys[] = [];
    for await (const { id } of projectsOf(backend, projectId)) {
      listed.push({ projectId: id, keys: await listSigningKeys(backend, id) });
    }
    return listed;
  });
}

/** Rotates the signing keys of one project, or of all, and tells of each as it is done. Rejects with a `StartError`. */
export function rotateKeys(
  options: StoreOptions,
  { projectId, tell }: { readonly projectId?: string; readonly tell: (outcome: SigningKeysOutcome) => void },
): Promise<void> {
  return besideServers(options, async (backend) => {
    await requireMasterKeyInUse(backend);
    for await (const project of projectsOf(backend, projectId)) {
      tell(outcomeOf(backend, project, await rotateSigningKey(backend, project, { actor })));
    }
  });
}

/**
 * Revokes a signing key, of whichever project has it, or of one alone. Rejects with a `StartError`, also where no project
 * has it.
 */
export function revokeKey(
  options: StoreOptions,
  { kid, projectId }: { readonly kid: string; readonly projectId?: string },
): Promise<SigningKeysOutcome> {
  return besideServers(options, async (backend) => {
    await requireMasterKeyInUse(backend);
    for await (const project of projectsOf(backend, projectId)) {
      const keys = await listSigningKeys(backend, project.id);
      if (!keys.some((key) => key.kid === kid)) continue;
      return outcomeOf(backend, project, await revokeSigningKey(backend, project, { kid, actor }));
    }
    const where = projectId === undefined ? "the store" : `\`${projectId}\``;
    throw wrongOption("kid", `${where} has no key \`${kid}\``);
  });
}

/** The outcome of encrypting a store anew, and the id of the master key that everything is under now. */
export type StoreReencryption = Reencryption & { readonly masterKeyId: string };

/** Encrypts everything in a store anew under the first master key. Rejects with a `StartError`. */
export function reencryptStore(options: StoreOptions): Promise<StoreReencryption> {
  return besideServers(options, async (backend) => {
    await requireMasterKeyInUse(backend);
    return { ...(await reencrypt(backend)), masterKeyId: backend.masterKeys.first.id };
  });
}

function outcomeOf({ clock }: Backend, { id: projectId }: Project, outcome: KeyRingOutcome): SigningKeysOutcome {
  if (!outcome.ok) return { ...outcome, projectId };
  return { ok: true, projectId, keys: listedSigningKeys(outcome.document.ring, clock()) };
}

/** One project, or all that there are. */
async function* projectsOf(backend: Backend, projectId: string | undefined): AsyncGenerator<Project> {
  if (projectId === undefined) {
    const projects = backend.store.scope(systemScope).collection(projectCollection);
    yield* everyDocument(projects, "slugs", backend.pacing);
    return;
  }
  const project = await readProject(backend, projectId);
  if (project === undefined) throw wrongOption("project", `the store has no project \`${projectId}\``);
  yield project;
}
