import { invariant } from "../../language/invariant.ts";
import {
  type Backend,
  createProject,
  type Project,
  projectCollection,
  readProject,
  systemScope,
} from "../../projects/index.ts";
import { ConflictError, DuplicateKeyError } from "../../store/index.ts";
import { declaredSlugs } from "./declared-slugs.ts";
import type { DeclaredProject } from "./declared-state.ts";

const mostAttempts = 10;

/** A project as it is now, and what was done for that. */
export interface AppliedProject {
  readonly project: Project;
  readonly isNew: boolean;
  readonly isChanged: boolean;
}

/**
 * Makes the record of a project, or gives it the declared slugs. Another process may do so at the same time: then what it
 * wrote is read.
 */
export async function applyProjectRecord(backend: Backend, declared: DeclaredProject): Promise<AppliedProject> {
  for (let attempt = 1; ; attempt++) {
    const existing = await readProject(backend, declared.project_id);
    try {
      return existing === undefined ? await make(backend, declared) : await change(backend, declared, existing);
    } catch (error) {
      const isOvertaken =
        error instanceof ConflictError || (error instanceof DuplicateKeyError && error.index === "id");
      if (!isOvertaken || attempt === mostAttempts) throw error;
    }
  }
}

async function make(backend: Backend, declared: DeclaredProject): Promise<AppliedProject> {
  const { project_id: projectId, vertical } = declared;
  invariant(vertical !== undefined, "the vertical of a new project was asked for");
  const project = await createProject(backend, { projectId, vertical, ...declaredSlugs(declared, undefined) });
  return { project, isNew: true, isChanged: true };
}

async function change(backend: Backend, declared: DeclaredProject, existing: Project): Promise<AppliedProject> {
  const slugs = declaredSlugs(declared, existing);
  const isSame = slugs.projectSlug === existing.projectSlug && slugs.environmentSlug === existing.environmentSlug;
  if (isSame) return { project: existing, isNew: false, isChanged: false };
  const projects = backend.store.scope(systemScope).collection(projectCollection);
  return { project: await projects.replace({ ...existing, ...slugs }), isNew: false, isChanged: true };
}
