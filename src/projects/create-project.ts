import { invariant } from "../language/invariant.ts";
import type { NewDocument } from "../store/index.ts";
import { createSecretHashKey } from "../tokens/index.ts";
import type { Backend } from "./backend.ts";
import { type Project, type ProjectEnvironment, projectCollection, systemScope } from "./project.ts";
import type { ProjectVerticalId } from "./vertical.ts";

/** The names of a new project. Its environment is read from its id. */
export interface NewProject {
  readonly projectId: string;
  readonly vertical: ProjectVerticalId;
  readonly projectSlug: string;
  readonly environmentSlug: string;
}

/** A project as it would be inserted: without a secret, and told nothing yet. Nothing is written. */
export function newProject(backend: Backend, project: NewProject): NewDocument<Project> {
  const { projectId, vertical, projectSlug, environmentSlug } = project;
  const { masterKeys, random } = backend;
  const environment = environmentOf(projectId);
  invariant(environment !== undefined, "the id of a project names its environment");
  return {
    id: projectId,
    vertical,
    environment,
    projectSlug,
    environmentSlug,
    secretKey: createSecretHashKey({ owner: projectId, masterKeys, random }),
    secrets: [],
    createdAt: backend.clock(),
  };
}

/**
 * Makes a project that has no secret and was told nothing yet. Rejects with a `DuplicateKeyError`, of the index `id` or
 * `slugs`, when there is another with its id, or with its pair of slugs.
 */
export function createProject(backend: Backend, project: NewProject): Promise<Project> {
  const projects = backend.store.scope(systemScope).collection(projectCollection);
  return projects.insert(newProject(backend, project));
}

const projectId = /^project-(?<environment>test|live)-[A-Za-z0-9-]{1,100}$/;

/** The environment that a project id names, or nothing if it is none: `project-test-…` or `project-live-…`. */
export function environmentOf(id: string): ProjectEnvironment | undefined {
  const environment = projectId.exec(id)?.groups?.environment;
  return environment === "test" || environment === "live" ? environment : undefined;
}
