import { environmentOf, type Project } from "../../projects/index.ts";
import type { DeclaredProject } from "./declared-state.ts";

/** The slugs of a project after a state: declared, else those it has, else its id and its environment. */
export function declaredSlugs(
  declared: DeclaredProject,
  project: Project | undefined,
): Pick<Project, "projectSlug" | "environmentSlug"> {
  const { project_id: id, project_slug: projectSlug, environment_slug: environmentSlug } = declared;
  return {
    projectSlug: projectSlug ?? project?.projectSlug ?? id,
    environmentSlug: environmentSlug ?? project?.environmentSlug ?? environmentOf(id) ?? "",
  };
}
