import type { ActiveConfiguration } from "./active-configuration.ts";
import type { ActiveConfigurations } from "./active-configurations.ts";
import { ApiError } from "./api-error.ts";
import type { Backend } from "./backend.ts";
import { type Project, projectCollection, systemScope } from "./project.ts";
import type { ProjectContext } from "./project-context.ts";
import { projectKeys } from "./project-keys.ts";
import { isSecretOf } from "./secret-hash.ts";
import { verticals } from "./vertical.ts";

/** What HTTP Basic credentials say. */
export interface ProjectCredentials {
  readonly projectId: string;
  readonly secret: string;
}

/**
 * What a request with these credentials works with. Rejects with the `ApiError` `unauthorized_credentials` for an unknown
 * project and for a wrong secret alike, after the same work.
 */
export async function openProject(
  backend: Backend,
  active: ActiveConfigurations,
  { projectId, secret }: ProjectCredentials,
): Promise<ProjectContext> {
  const project = await readProject(backend, projectId);
  const isRight = isSecretOf(project, secret, backend.masterKeys);
  if (project === undefined || !isRight) throw new ApiError("unauthorized_credentials");
  return projectContext(backend, active, project);
}

/** What a request without credentials works with, as that for a key set; nothing for an unknown project. */
export async function openPublicProject(
  backend: Backend,
  active: ActiveConfigurations,
  projectId: string,
): Promise<ProjectContext | undefined> {
  const project = await readProject(backend, projectId);
  return project === undefined ? undefined : projectContext(backend, active, project);
}

/** The project of that id. */
export function readProject(backend: Backend, projectId: string): Promise<Project | undefined> {
  return backend.store.scope(systemScope).collection(projectCollection).get(projectId);
}

/** What a request of the project works with, with the configuration that the store holds now. */
export async function projectContext(
  backend: Backend,
  active: ActiveConfigurations,
  project: Project,
): Promise<ProjectContext> {
  return contextWith(backend, project, await active.read(backend, project));
}

/** The same with a configuration that need not be in force. */
export function contextWith(backend: Backend, project: Project, active: ActiveConfiguration): ProjectContext {
  return {
    backend,
    project,
    vertical: verticals[project.vertical],
    scope: backend.store.scope(project.id),
    active,
    keys: projectKeys(backend, project, active.configuration.settings.signingAlgorithm),
  };
}
