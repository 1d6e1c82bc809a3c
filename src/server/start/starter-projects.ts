import {
  addSecret,
  type Backend,
  createProject,
  type Project,
  type ProjectVerticalId,
  projectCollection,
  systemScope,
} from "../../projects/index.ts";
import { DuplicateKeyError } from "../../store/index.ts";
import { randomUuid } from "../../tokens/index.ts";

/** A project with a secret in clear, as it is told once. */
export interface ProjectWithSecret {
  readonly projectId: string;
  readonly vertical: ProjectVerticalId;
  readonly secret: string;
}

const starters: readonly { readonly vertical: ProjectVerticalId; readonly slug: string }[] = [
  { vertical: "b2b", slug: "starter-b2b" },
  { vertical: "consumer", slug: "starter-consumer" },
];
const starterEnvironment = "test";

/**
 * Sees to it that a store that was told nothing has a B2B and a consumer project, each with a secret, and returns those
 * whose secret is to be told. A store with other projects stays as it is. It may be called by several servers at once, of
 * which one tells the secret, and again after one that died halfway.
 */
export async function ensureStarterProjects(backend: Backend): Promise<readonly ProjectWithSecret[]> {
  const projects = backend.store.scope(systemScope).collection(projectCollection);
  const { items } = await projects.find("slugs", [], { limit: starters.length + 1 });
  const isStarter = ({ projectSlug }: Project) => starters.some(({ slug }) => slug === projectSlug);
  if (!items.every(isStarter)) return [];
  const made: ProjectWithSecret[] = [];
  for (const { vertical, slug } of starters) {
    const stored = items.find(({ projectSlug }) => projectSlug === slug);
    const project = stored ?? (await createStarter(backend, vertical, slug));
    if (project === undefined || project.secrets.length > 0) continue;
    const { project: after, secret } = await addSecret(backend, project, { isDeclared: false });
    // Another server may have come first: then its secret is the one that is told, and nobody ever has this one.
    if (after.secrets.length === 1) made.push({ projectId: project.id, vertical, secret });
  }
  return made;
}

/** The new project; nothing if another server has made it meanwhile, which then also tells its secret. */
async function createStarter(
  backend: Backend,
  vertical: ProjectVerticalId,
  projectSlug: string,
): Promise<Project | undefined> {
  const projectId = `project-${starterEnvironment}-${randomUuid(backend.random)}`;
  try {
    return await createProject(backend, { projectId, vertical, projectSlug, environmentSlug: starterEnvironment });
  } catch (error) {
    if (error instanceof DuplicateKeyError) return undefined;
    throw error;
  }
}
