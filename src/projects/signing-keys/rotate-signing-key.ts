import { createRingKey, type RingKey, rotateKeys } from "../../tokens/index.ts";
import type { Backend } from "../backend.ts";
import type { Project } from "../project.ts";
import { readConfiguration } from "../read-configuration.ts";
import { changeKeyRing, type KeyRingOutcome } from "./change-key-ring.ts";

/**
 * Publishes a new signing key of a project, for the algorithm of its settings. It signs in 15 minutes; the present one stops
 * then, and stays published until 15 minutes after its last token has expired. `rotation_pending` while a key that was
 * published before does not sign yet, `no_signing_key` where there is none yet.
 */
export async function rotateSigningKey(
  backend: Backend,
  project: Project,
  { actor }: { readonly actor: string },
): Promise<KeyRingOutcome> {
  let next: RingKey | undefined;
  return changeKeyRing(backend, project, {
    actor,
    async change(ring) {
      next ??= await newSigningKey(backend, project);
      const rotation = rotateKeys(ring, next, backend.clock());
      return rotation.ok ? { ...rotation, keyChange: { action: "rotate", kid: next.kid } } : rotation;
    },
  });
}

/** A key for the algorithm of the project's settings; it is in no ring yet. */
export async function newSigningKey(backend: Backend, project: Project): Promise<RingKey> {
  const { store, clock, masterKeys, random, keySource: source } = backend;
  const { id: projectId, environment } = project;
  const { configuration } = await readConfiguration(store.scope(projectId));
  const algorithm = configuration.settings.signingAlgorithm;
  return createRingKey({ projectId, environment, algorithm, masterKeys, now: clock(), random, source });
}
