import { describe, expect, test } from "vitest";
import {
  addSecret,
  type Backend,
  checkMasterKey,
  createProject,
  ensureWorkspaceKey,
  inspectEncryption,
  isWorkspaceKey,
  listSigningKeys,
  type Project,
  projectCollection,
  projectKeys,
  readProject,
  reencrypt,
  revokeSigningKey,
  rotateSigningKey,
  systemScope,
} from "../../src/projects/index.ts";
import { keyRingCollection, keyRingId } from "../../src/projects/key-ring-document.ts";
import { isSecretOf } from "../../src/projects/secret-hash.ts";
import { masterKeysOf } from "../support/backend.ts";
import { type RecordedWrite, recordedStore } from "../support/recorded-store.ts";
import { newBackend } from "./support/new-backend.ts";

const secret = "secret-test-of-thirty-two-characters";
const workspaceKey = { keyId: "workspace-key-1", secret };
const ids = ["project-test-1", "project-test-2"];
const actor = "test";
const none = { unopened: [], forgottenMasterKeys: 0, late: 0 };

/** The same store under other master keys, each a letter. */
function under(backend: Backend, letters: string): Backend {
  return { ...backend, masterKeys: masterKeysOf(...letters) };
}

/** A workspace key and two projects under the master key `a`, each with a secret and two signing keys; servers with `b` and `a` have started. */
async function world(): Promise<Backend> {
  const { backend } = await newBackend({ masterKey: "a" });
  await checkMasterKey(backend);
  for (const [at, projectId] of ids.entries()) {
    const slugs = { projectSlug: `shop-${at}`, environmentSlug: "test" };
    const project = await createProject(backend, { projectId, vertical: "b2b", ...slugs });
    await addSecret(backend, project, { secret, isDeclared: true });
    await projectKeys(backend, project, "RS256").ring();
    await rotateSigningKey(backend, project, { actor });
  }
  await ensureWorkspaceKey(backend, workspaceKey);
  const both = under(backend, "ba");
  await checkMasterKey(both);
  return both;
}

async function projectOf(backend: Backend, id: string): Promise<Project> {
  const project = await readProject(backend, id);
  if (project === undefined) throw new Error("there is no such project");
  return project;
}

/** Whether a server with these master keys starts, knows the secret and signs, for each project. */
async function serves(backend: Backend, letters: string): Promise<boolean> {
  const server = under(backend, letters);
  try {
    await checkMasterKey(server);
    if (!(await isWorkspaceKey(server, workspaceKey))) return false;
    for (const id of ids) {
      const project = await projectOf(server, id);
      if (!isSecretOf(project, secret, server.masterKeys)) return false;
      await projectKeys(server, project, "RS256").signingKey();
    }
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: "master_key_mismatch" });
    return false;
  }
}

describe("encrypting a store anew", () => {
  test("leaves it to the first master key alone, with the same keys", async () => {
    const backend = await world();
    const kids = async () => (await listSigningKeys(backend, "project-test-1")).map(({ kid }) => kid);
    const before = await kids();
    expect(await reencrypt(backend)).toEqual({
      ...none,
      secretKeys: { found: 3, changed: 3 },
      signingKeys: { found: 4, changed: 4 },
      forgottenMasterKeys: 1,
    });
    expect(await kids()).toEqual(before);
    const masterKeyIds = (await listSigningKeys(backend, "project-test-2")).map(({ masterKeyId }) => masterKeyId);
    expect(new Set(masterKeyIds)).toEqual(new Set([backend.masterKeys.first.id]));
    expect([await serves(backend, "ba"), await serves(backend, "b"), await serves(backend, "a")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test("changes and writes nothing where everything is as it must be", async () => {
    const backend = await world();
    await reencrypt(backend);
    const { store, writes } = recordedStore(backend.store);
    const again = { ...none, secretKeys: { found: 3, changed: 0 }, signingKeys: { found: 4, changed: 0 } };
    expect(await reencrypt({ ...backend, store })).toEqual(again);
    expect(await reencrypt(under({ ...backend, store }, "b"))).toEqual(again);
    expect(writes).toEqual([]);
  });

  test("can be looked at before: that writes nothing", async () => {
    const backend = await world();
    const { store, writes } = recordedStore(backend.store);
    const found = { unopened: [], secretKeys: { found: 3, changed: 3 }, signingKeys: { found: 4, changed: 4 } };
    expect(await inspectEncryption({ ...backend, store })).toEqual(found);
    expect((await inspectEncryption(under({ ...backend, store }, "b"))).unopened).toHaveLength(7);
    expect(writes).toEqual([]);
  });

  test("passes over private keys that are gone, and projects without keys", async () => {
    const backend = await world();
    const project = await projectOf(backend, "project-test-1");
    const rings = backend.store.scope(project.id).collection(keyRingCollection);
    const document = await rings.get(keyRingId);
    if (document === undefined) throw new Error("there is no ring");
    const keys = document.ring.keys.map((key, at) => (at === 0 ? { ...key, privateKey: null } : key));
    await rings.replace({ ...document, ring: { ...document.ring, keys } });
    const slugs = { projectSlug: "new", environmentSlug: "test" };
    await createProject(backend, { projectId: "project-test-3", vertical: "b2b", ...slugs });
    expect(await reencrypt(backend)).toMatchObject({
      secretKeys: { found: 4, changed: 3 },
      signingKeys: { found: 3, changed: 3 },
    });
  });

  test("passes over a project that is deleted meanwhile", async () => {
    const backend = await world();
    const projects = backend.store.scope(systemScope).collection(projectCollection);
    const { store } = recordedStore(backend.store, undefined, async ({ id }) => {
      if (id === "project-test-2") await projects.delete(id);
    });
    expect((await reencrypt({ ...backend, store })).secretKeys).toEqual({ found: 2, changed: 2 });
  });

  test("is done by the next one, at whatever write it is killed; meanwhile servers with both keys serve", async () => {
    let writes = 0;
    for (let at = 0; ; at++) {
      const backend = await world();
      let left = at;
      const { store } = recordedStore(backend.store, () => {
        if (left-- === 0) throw new Error("killed");
      });
      const outcome = await reencrypt({ ...backend, store }).then(
        () => "done",
        (error: Error) => error.message,
      );
      expect(await serves(backend, "ba")).toBe(true);
      expect(await serves(backend, "a")).toBe(false);
      if (outcome === "done") break;
      writes++;
      expect(outcome).toBe("killed");
      // A server with the new key alone does not start before everything is under it.
      expect(await serves(backend, "b")).toBe(false);
      await reencrypt(backend);
      expect(await serves(backend, "b")).toBe(true);
    }
    expect(writes).toBe(6);
  });

  test("loses nothing of what servers change at the same time", async () => {
    const backend = await world();
    const project = await projectOf(backend, "project-test-1");
    const other = "another-secret-of-thirty-two-characters";
    const [{ kid = "" } = {}] = await listSigningKeys(backend, project.id);
    await Promise.all([
      reencrypt(backend),
      reencrypt(backend),
      addSecret(backend, project, { secret: other, isDeclared: false }),
      revokeSigningKey(backend, project, { kid, actor }),
    ]);
    const server = under(backend, "b");
    const after = await projectOf(server, project.id);
    expect([secret, other].map((text) => isSecretOf(after, text, server.masterKeys))).toEqual([true, true]);
    expect((await listSigningKeys(server, project.id)).find((key) => key.kid === kid)?.state).toBe("revoked");
    expect(await serves(backend, "b")).toBe(true);
  });

  test("tells what a server encrypts under the old key meanwhile, and has it under the new one too", async () => {
    const backend = await world();
    const old = under(backend, "ab");
    const slugs = { projectSlug: "late", environmentSlug: "test" };
    const { store } = recordedStore(backend.store, async ({ collection }: RecordedWrite) => {
      if (collection !== "master_key_checks") return;
      await createProject(old, { projectId: "project-test-3", vertical: "b2b", ...slugs });
    });
    expect(await reencrypt({ ...backend, store })).toMatchObject({ late: 1, secretKeys: { found: 4, changed: 4 } });
    expect(await reencrypt(backend)).toMatchObject({ late: 0, secretKeys: { found: 4, changed: 0 } });
    expect(await serves(backend, "b")).toBe(true);
  });

  test("leaves what does not open, and the store wants the older keys as before", async () => {
    const backend = await world();
    const projects = backend.store.scope(systemScope).collection(projectCollection);
    const project = await projectOf(backend, "project-test-1");
    const stray = await projectOf(backend, "project-test-2");
    // Sealed for another project: it opens under no key for this one.
    await projects.replace({ ...project, secretKey: stray.secretKey });
    const rings = backend.store.scope(project.id).collection(keyRingCollection);
    const document = await rings.get(keyRingId);
    const [first, second] = document?.ring.keys ?? [];
    if (document === undefined || first === undefined || second === undefined) throw new Error("there are no keys");
    const keys = [{ ...first, privateKey: second.privateKey }, second];
    await rings.replace({ ...document, ring: { ...document.ring, keys } });
    const why = "it was changed, or encrypted for something else";
    expect(await reencrypt(backend)).toEqual({
      secretKeys: { found: 3, changed: 2 },
      signingKeys: { found: 4, changed: 3 },
      unopened: [
        { projectId: project.id, message: `the key of its secrets does not open: ${why}` },
        { projectId: project.id, message: `the signing key \`${first.kid}\` does not open: ${why}` },
      ],
      forgottenMasterKeys: 0,
      late: 0,
    });
    await expect(checkMasterKey(under(backend, "b"))).rejects.toMatchObject({ code: "master_key_mismatch" });
    await checkMasterKey(backend);
  });

  test("does not forget a master key that it was not given", async () => {
    const backend = await world();
    await expect(reencrypt(under(backend, "b"))).resolves.toMatchObject({ forgottenMasterKeys: 0 });
    await reencrypt(backend);
    await checkMasterKey(under(backend, "cb"));
    await expect(reencrypt(under(backend, "b"))).rejects.toMatchObject({ code: "master_key_mismatch" });
  });

  test("passes on what keeps the store from writing", async () => {
    const backend = await world();
    for (const name of ["projects", "key_rings", "master_key_checks"]) {
      const { store } = recordedStore(backend.store, ({ collection }) => {
        if (collection === name) throw new Error("no disk");
      });
      await expect(reencrypt({ ...backend, store })).rejects.toThrow("no disk");
    }
  });
});
