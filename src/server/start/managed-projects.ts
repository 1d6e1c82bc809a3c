import { type Backend, type ProjectVerticalId, projectCollection, systemScope } from "../../projects/index.ts";

/** A project as the management API names it in its paths. */
export interface ManagedProject {
  readonly projectId: string;
  readonly vertical: ProjectVerticalId;
  readonly projectSlug: string;
  readonly environmentSlug: string;
}

/** Projects that a start tells of. */
const maxProjects = 10;

/** The first ten projects of a store, by their slugs. */
export async function managedProjects({ store }: Backend): Promise<readonly ManagedProject[]> {
  const projects = store.scope(systemScope).collection(projectCollection);
  const { items } = await projects.find("slugs", [], { limit: maxProjects });
  return items.map(({ id, vertical, projectSlug, environmentSlug }) => ({
    projectId: id,
    vertical,
    projectSlug,
    environmentSlug,
  }));
}
