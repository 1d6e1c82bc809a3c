import { createRingKey, type RingKey, type SigningAlgorithm } from "../../tokens/index.ts";
import type { Backend } from "../backend.ts";
import type { Project } from "../project.ts";
import { readConfiguration } from "../read-configuration.ts";

/** A key for the algorithm of the project's settings; it is in no ring yet. */
export async function newSigningKey(backend: Backend, project: Project): Promise<RingKey> {
  const { configuration } = await readConfiguration(backend.store.scope(project.id));
  return newKeyFor(backend, project, configuration.settings.signingAlgorithm);
}

/** A key for an algorithm; it is in no ring yet. */
export function newKeyFor(backend: Backend, project: Project, algorithm: SigningAlgorithm): Promise<RingKey> {
  const { clock, masterKeys, random, keySource: source } = backend;
  const { id: projectId, environment } = project;
  return createRingKey({ projectId, environment, algorithm, masterKeys, now: clock(), random, source });
}
