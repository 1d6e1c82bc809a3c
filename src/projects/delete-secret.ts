import { ConflictError } from "../store/index.ts";
import type { Backend } from "./backend.ts";
import { type Project, projectCollection, systemScope } from "./project.ts";

/**
 * Takes a secret from a project; whether it had it. From then on no server accepts it. The last one can be taken too:
 * nobody can ask for the project then, until it is given another.
 */
export async function deleteSecret(backend: Backend, project: Project, secretId: string): Promise<boolean> {
  const projects = backend.store.scope(systemScope).collection(projectCollection);
  for (;;) {
    const current = await projects.get(project.id);
    const secrets = current?.secrets.filter((secret) => secret.secretId !== secretId);
    if (current === undefined || secrets === undefined || secrets.length === current.secrets.length) return false;
    try {
      await projects.replace({ ...current, secrets });
      return true;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
