import {
  addSecret,
  type Backend,
  type Configuration,
  deleteSecret,
  type Project,
  readProject,
} from "../../../src/projects/index.ts";
import { keyRingCollection } from "../../../src/projects/key-ring-document.ts";
import { publishConfiguration } from "../../../src/publishing/index.ts";
import {
  createRingKey,
  generatePrivateKey,
  type KeyRing,
  type KeyRingChange,
  revokeRingKey,
  rotateKeyRing,
} from "../../../src/tokens/index.ts";
import { b2b } from "../support/declared-state.ts";

/** How a project is changed through one server: each resolves when the change has been acknowledged. */
export interface Doors {
  publish(change: (configuration: Configuration) => Partial<Configuration>): Promise<void>;
  addSecret(): Promise<{ readonly secret: string; readonly secretId: string }>;
  deleteSecret(secretId: string): Promise<void>;
  /** Publishes another key, which signs later; its `kid`. */
  rotateKeys(): Promise<string>;
  /** Takes away the key that signs; its `kid`. */
  revokeSigningKey(): Promise<string>;
}

/** The functions that a server does it with. */
export function doorsOf(backend: Backend): Doors {
  const projectOf = async (): Promise<Project> => {
    const project = await readProject(backend, b2b.projectId);
    if (project === undefined) throw new Error("the project was declared");
    return project;
  };
  const changeRing = async (change: (ring: KeyRing) => KeyRingChange): Promise<void> => {
    const rings = backend.store.scope(b2b.projectId).collection(keyRingCollection);
    const document = await rings.get("key_ring");
    if (document === undefined) throw new Error("a session has been signed");
    const changed = change(document.ring);
    if (!changed.ok) throw new Error(changed.error.message);
    await rings.replace({ ...document, ring: changed.ring });
  };
  return {
    async publish(change) {
      const apply = (configuration: Configuration) => ({ ...configuration, ...change(configuration) });
      const publication = await publishConfiguration(backend, await projectOf(), apply, { actor: "test" });
      if (!publication.ok) throw new Error(publication.problems.map(({ message }) => message).join());
      if (!publication.isChanged) throw new Error("nothing was changed");
    },
    async addSecret() {
      return addSecret(backend, await projectOf(), { isDeclared: false });
    },
    async deleteSecret(secretId) {
      if (!(await deleteSecret(backend, await projectOf(), secretId))) throw new Error("there was no such secret");
    },
    async rotateKeys() {
      const { clock, random, masterKeys } = backend;
      const { environment, id: projectId } = await projectOf();
      const now = clock();
      const source = generatePrivateKey;
      const algorithm = "ES256";
      const next = await createRingKey({ projectId, environment, algorithm, masterKeys, now, random, source });
      await changeRing((ring) => rotateKeyRing(ring, next, now));
      return next.kid;
    },
    async revokeSigningKey() {
      let revoked = "";
      await changeRing((ring) => {
        revoked = ring.keys[0]?.kid ?? "";
        return revokeRingKey(ring, { kid: revoked, now: backend.clock() });
      });
      return revoked;
    },
  };
}
