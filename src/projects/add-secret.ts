import { invariant } from "../language/invariant.ts";
import { compareAndSet } from "../store/index.ts";
import { ApiError } from "./api-error.ts";
import type { Backend } from "./backend.ts";
import { inTurn } from "./in-turn.ts";
import { newId } from "./new-id.ts";
import { type Project, type ProjectSecret, projectCollection, systemScope } from "./project.ts";
import { hashSecret } from "./secret-hash.ts";
import { settling } from "./settling.ts";

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
 * `too_many_secrets_for_project` when the project has as many as it can have, and `project_not_found` when it is gone.
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
  const change = (current: Project | undefined): Project | undefined => {
    if (current === undefined) throw new ApiError("project_not_found");
    if (sameSecret(current, added) !== undefined) return undefined;
    const kept = current.secrets.filter((other) => !(isDeclared && other.isDeclared));
    if (kept.length >= maxSecrets) throw new ApiError("too_many_secrets_for_project");
    return { ...current, secrets: [...kept, added] };
  };
  const { document } = await inTurn(backend, `secrets of ${project.id}`, () =>
    compareAndSet(projects, project.id, change, settling(backend)),
  );
  const stored = document && sameSecret(document, added);
  invariant(document !== undefined && stored !== undefined, "a project has the secret that it was given");
  return { project: document, secret, secretId: stored.secretId };
}

function sameSecret({ secrets }: Project, { hash, isDeclared }: ProjectSecret): ProjectSecret | undefined {
  return secrets.find((other) => other.hash === hash && other.isDeclared === isDeclared);
}
