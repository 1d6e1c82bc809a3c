import type { ActiveConfiguration } from "./active-configuration.ts";
import type { ActiveConfigurations } from "./active-configurations.ts";
import { ApiError } from "./api-error.ts";
import type { Backend } from "./backend.ts";
import type { ConfigurationDocument } from "./configuration.ts";
import { environmentOf } from "./create-project.ts";
import { type KeyRingDocument, readKeyRing } from "./key-ring-document.ts";
import { type Project, projectCollection, systemScope } from "./project.ts";
import type { ProjectContext } from "./project-context.ts";
import { projectKeys } from "./project-keys.ts";
import { readConfigurationDocument } from "./read-configuration.ts";
import { isSecretOf } from "./secret-hash.ts";
import { verticals } from "./vertical.ts";

/** The credentials of a project, as HTTP Basic carries them. */
export interface ProjectCredentials {
  readonly projectId: string;
  readonly secret: string;
}

/** Thrown for all wrong credentials, and made once: of what it takes to refuse them, the stack of an error would be the most. */
export const wrongCredentials = new ApiError("unauthorized_credentials");

/**
 * Opens the context of a request with these credentials. Rejects with the `ApiError` `unauthorized_credentials` for an
 * unknown project and for a wrong secret alike, after little work: what else the project has, which may be large, is not
 * read for a secret that a project which this process has met has not.
 */
export async function openProject(
  backend: Backend,
  active: ActiveConfigurations,
  { projectId, secret }: ProjectCredentials,
): Promise<ProjectContext> {
  const isRight = (project: Project | undefined) => isSecretOf(project, secret, backend.masterKeys);
  const met = active.metProject(projectId);
  // It may have been given the secret since.
  if (met !== undefined && !isRight(met) && !isRight(await readProject(backend, projectId))) throw wrongCredentials;
  const { project, ...documents } = await readAtOnce(backend, projectId);
  if (project !== undefined) active.meet(project);
  if (!isRight(project) || project === undefined) throw wrongCredentials;
  return contextOf(backend, active, { project, ...documents });
}

/** Opens the context of a request without credentials, as that for a key set; `undefined` for an unknown project. */
export async function openPublicProject(
  backend: Backend,
  active: ActiveConfigurations,
  projectId: string,
): Promise<ProjectContext | undefined> {
  const { project, ...documents } = await readAtOnce(backend, projectId);
  return project === undefined ? undefined : contextOf(backend, active, { project, ...documents });
}

/** The documents that every request starts with. */
interface ProjectDocuments {
  readonly project: Project;
  readonly configuration: ConfigurationDocument | undefined;
  readonly ring: KeyRingDocument | undefined;
}

/** Stands where a text can be no project's id. It is none either. */
const noProjectId = "none";

/**
 * Reads all of it in one round trip of the store, which what the project's id is suffices for. For an id that no project
 * has the same is read; that a project exists is no secret, for whoever has one of its tokens has its id, and its key set
 * is public.
 */
async function readAtOnce(backend: Backend, projectId: string) {
  const id = environmentOf(projectId) === undefined ? noProjectId : projectId;
  const scope = backend.store.scope(id);
  const [project, configuration, ring] = await Promise.all([
    readProject(backend, id),
    readConfigurationDocument(scope),
    readKeyRing(scope),
  ]);
  return { project, configuration, ring };
}

function contextOf(
  backend: Backend,
  active: ActiveConfigurations,
  { project, configuration, ring }: ProjectDocuments,
): ProjectContext {
  return contextWith(backend, project, active.of(backend, project, configuration), ring);
}

/** The project of that id. */
export function readProject(backend: Backend, projectId: string): Promise<Project | undefined> {
  return backend.store.scope(systemScope).collection(projectCollection).get(projectId);
}

/** The project, that is the environment of one, that management calls by these names. */
export function readProjectBySlugs(
  { store }: Backend,
  { projectSlug, environmentSlug }: Pick<Project, "projectSlug" | "environmentSlug">,
): Promise<Project | undefined> {
  const projects = store.scope(systemScope).collection(projectCollection);
  return projects.findOne("slugs", [projectSlug, environmentSlug]);
}

/** Makes the context of a request of the project, with the configuration that the store holds now. */
export async function projectContext(
  backend: Backend,
  active: ActiveConfigurations,
  project: Project,
): Promise<ProjectContext> {
  return contextWith(backend, project, await active.read(backend, project));
}

/** The same with a configuration that need not be in force, and with the key ring if it was just read. */
export function contextWith(
  backend: Backend,
  project: Project,
  active: ActiveConfiguration,
  ring?: KeyRingDocument,
): ProjectContext {
  return {
    backend,
    project,
    vertical: verticals[project.vertical],
    scope: backend.store.scope(project.id),
    active,
    keys: projectKeys(backend, project, active.configuration.settings.signingAlgorithm, ring),
  };
}
