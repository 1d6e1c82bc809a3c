import { invariant } from "../../language/invariant.ts";
import {
  type Backend,
  newProject,
  type Project,
  projectCollection,
  settling,
  systemScope,
} from "../../projects/index.ts";
import { compareAndSet, type NewDocument } from "../../store/index.ts";
import { declaredSlugs } from "./declared-slugs.ts";
import type { DeclaredProject } from "./declared-state.ts";

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
  const { project_id: projectId, vertical } = declared;
  let isNew = false;
  const change = (existing: Project | undefined): NewDocument<Project> | undefined => {
    isNew = existing === undefined;
    const slugs = declaredSlugs(declared, existing);
    if (existing === undefined) {
      invariant(vertical !== undefined, "the vertical of a new project was asked for");
      return newProject(backend, { projectId, vertical, ...slugs });
    }
    const isSame = slugs.projectSlug === existing.projectSlug && slugs.environmentSlug === existing.environmentSlug;
    return isSame ? undefined : { ...existing, ...slugs };
  };
  const projects = backend.store.scope(systemScope).collection(projectCollection);
  const { document, isChanged } = await compareAndSet(projects, projectId, change, settling(backend));
  invariant(document !== undefined, "a project that is applied is there");
  return { project: document, isNew, isChanged };
}
