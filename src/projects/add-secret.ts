import { invariant } from "../language/invariant.ts";
import { ConflictError } from "../store/index.ts";
import { ApiError } from "./api-error.ts";
import type { Backend } from "./backend.ts";
import { newId } from "./new-id.ts";
import { type Project, type ProjectSecret, projectCollection, systemScope } from "./project.ts";
import { hashSecret } from "./secret-hash.ts";

/** The fewest characters of a secret that is given. */
export const minSecretCharacters = 32;

/** The most secrets of a project: each request compares all of them. */
export const maxSecrets = 100;

/** A secret that was added, in clear: the only time that it is. */
export interface AddedSecret {
  readonly project: Project;
  readonly secret: string;
  readonly secretId: string;
}

/**
 * Adds a secret to a project: the one given, of at least 32 characters, or 32 random bytes. A declared one takes the
 * place of the one that was declared before; the same one again changes nothing. Rejects with the `ApiError`
 * `too_many_secrets_for_project` when the project has as many as it can have.
 */
export async function addSecret(
  backend: Backend,
  project: Project,
  { secret: given, isDeclared }: { readonly secret?: string; readonly isDeclared: boolean },
): Promise<AddedSecret> {
  invariant(given === undefined || given.length >= minSecretCharacters, "a secret is checked before it is added");
  const { random, masterKeys } = backend;
  const secret = given ?? `secret-${project.environment}-${Buffer.from(random(32)).toString("base64url")}`;
  const added: ProjectSecret = {
    secretId: newId("secret-id", { environment: project.environment, random }),
    hash: hashSecret(project, secret, masterKeys),
    lastFour: secret.slice(-4),
    isDeclared,
    createdAt: backend.clock(),
  };
  const projects = backend.store.scope(systemScope).collection(projectCollection);
  for (let current = project; ; ) {
    const same = current.secrets.find((other) => other.hash === added.hash && other.isDeclared === isDeclared);
    if (same !== undefined) return { project: current, secret, secretId: same.secretId };
    const kept = current.secrets.filter((other) => !(isDeclared && other.isDeclared));
    if (kept.length >= maxSecrets) throw new ApiError("too_many_secrets_for_project");
    try {
      const replaced = await projects.replace({ ...current, secrets: [...kept, added] });
      return { project: replaced, secret, secretId: added.secretId };
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const stored = await projects.get(project.id);
      if (stored === undefined) throw error;
      current = stored;
    }
  }
}
