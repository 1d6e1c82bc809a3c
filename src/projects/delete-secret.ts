import { compareAndSet } from "../store/index.ts";
import type { Backend } from "./backend.ts";
import { inTurn } from "./in-turn.ts";
import { type Project, projectCollection, systemScope } from "./project.ts";
import { settling } from "./settling.ts";

/**
 * Takes a secret from a project; whether it had it. From then on no server accepts it. The last one can be taken too:
 * nobody can ask for the project then, until it is given another.
 */
export async function deleteSecret(backend: Backend, { id }: Project, secretId: string): Promise<boolean> {
  const projects = backend.store.scope(systemScope).collection(projectCollection);
  const change = (current: Project | undefined): Project | undefined => {
    if (!current?.secrets.some((secret) => secret.secretId === secretId)) return undefined;
    return { ...current, secrets: current.secrets.filter((secret) => secret.secretId !== secretId) };
  };
  const { isChanged } = await inTurn(backend, `secrets of ${id}`, () =>
    compareAndSet(projects, id, change, settling(backend)),
  );
  return isChanged;
}
