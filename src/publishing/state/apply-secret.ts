import { invariant } from "../../language/invariant.ts";
import { addSecret, type Backend, type ProjectVerticalId, readProject } from "../../projects/index.ts";
import type { DeclaredProject } from "./declared-state.ts";

/** Shows a secret that was made: the only time that it is in clear. */
export type PrintSecret = (made: {
  readonly projectId: string;
  readonly vertical: ProjectVerticalId;
  readonly secret: string;
}) => void;

/**
 * Gives a project its declared secret, in the place of the one declared before; without one, makes a secret if the project
 * has none, and shows it. Returns the id of the secret if it is new.
 */
export async function applySecret(
  backend: Backend,
  { project_id: projectId, secret }: DeclaredProject,
  printSecret: PrintSecret,
): Promise<string | undefined> {
  const project = await readProject(backend, projectId);
  invariant(project !== undefined, "a project is never deleted");
  if (secret !== undefined) {
    const added = await addSecret(backend, project, { secret, isDeclared: true });
    return project.secrets.some(({ secretId }) => secretId === added.secretId) ? undefined : added.secretId;
  }
  if (project.secrets.length > 0) return undefined;
  const made = await addSecret(backend, project, { isDeclared: false });
  printSecret({ projectId, vertical: project.vertical, secret: made.secret });
  return made.secretId;
}
