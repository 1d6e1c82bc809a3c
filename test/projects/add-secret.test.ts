import { describe, expect, test } from "vitest";
import {
  ActiveConfigurations,
  addSecret,
  type Backend,
  maxSecrets,
  openProject,
  projectCollection,
  readProject,
  systemScope,
} from "../../src/projects/index.ts";
import { startOf2026 } from "../support/backend.ts";
import { recordedStore } from "../support/recorded-store.ts";
import { newBackend, newShop, projectId } from "./support/new-backend.ts";

const first = "secret-test-first-0123456789abcdefghijkl";
const second = "secret-test-second-0123456789abcdefghij";

async function opens(backend: Backend, secret: string): Promise<boolean> {
  const opening = openProject(backend, new ActiveConfigurations(), { projectId, secret });
  return opening.then(
    () => true,
    () => false,
  );
}

describe("adding a secret", () => {
  test("is refused where the project has as many as it can have, unless it takes the place of one", async () => {
    const { backend } = await newBackend();
    const { project } = await addSecret(backend, await newShop(backend), { secret: first, isDeclared: true });
    const [declared] = project.secrets;
    if (declared === undefined) throw new Error("it has a secret");
    const others = Array.from({ length: maxSecrets - 1 }, (_, index) => ({
      ...declared,
      secretId: `secret-${index}`,
      hash: `hash-${index}`,
      isDeclared: false,
    }));
    const projects = backend.store.scope(systemScope).collection(projectCollection);
    const full = await projects.replace({ ...project, secrets: [declared, ...others] });
    await expect(addSecret(backend, full, { isDeclared: false })).rejects.toMatchObject({
      type: "too_many_secrets_for_project",
    });
    const replaced = await addSecret(backend, full, { secret: second, isDeclared: true });
    expect(replaced.project.secrets).toHaveLength(maxSecrets);
  });

  test("makes one of 32 random bytes", async () => {
    const { backend } = await newBackend();
    const { secret, secretId, project } = await addSecret(backend, await newShop(backend), { isDeclared: false });
    expect(secret).toMatch(/^secret-test-[A-Za-z0-9_-]{43}$/);
    expect(secretId).toMatch(/^secret-id-test-[0-9a-f-]{36}$/);
    expect(project.secrets).toEqual([
      {
        secretId,
        hash: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        lastFour: secret.slice(-4),
        isDeclared: false,
        createdAt: startOf2026,
      },
    ]);
    expect(await opens(backend, secret)).toBe(true);
  });

  test("stores a given one, and not in clear", async () => {
    const { backend } = await newBackend();
    await addSecret(backend, await newShop(backend), { secret: first, isDeclared: true });
    expect(await opens(backend, first)).toBe(true);
    expect(JSON.stringify(await readProject(backend, projectId))).not.toContain(first.slice(12, -4));
  });

  test("puts a declared one in the place of the one declared before, and leaves the others", async () => {
    const { backend } = await newBackend();
    const made = await addSecret(backend, await newShop(backend), { isDeclared: false });
    const declared = await addSecret(backend, made.project, { secret: first, isDeclared: true });
    await addSecret(backend, declared.project, { secret: second, isDeclared: true });
    expect(await Promise.all([made.secret, first, second].map((secret) => opens(backend, secret)))).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("changes nothing when it is declared again", async () => {
    const { backend } = await newBackend();
    const once = await addSecret(backend, await newShop(backend), { secret: first, isDeclared: true });
    const twice = await addSecret(backend, once.project, { secret: first, isDeclared: true });
    expect(twice).toEqual(once);
    expect((await readProject(backend, projectId))?.revision).toBe(2);
  });

  test("keeps all of those that are added at the same time", async () => {
    const { backend } = await newBackend();
    const project = await newShop(backend);
    const added = await Promise.all(
      Array.from({ length: 8 }, () => addSecret(backend, project, { isDeclared: false })),
    );
    expect(await Promise.all(added.map(({ secret }) => opens(backend, secret)))).toEqual(added.map(() => true));
  });

  test("fails for a project that is gone", async () => {
    const { backend } = await newBackend();
    const project = await newShop(backend);
    await backend.store.scope(systemScope).collection(projectCollection).delete(projectId);
    await expect(addSecret(backend, project, { isDeclared: false })).rejects.toMatchObject({
      type: "project_not_found",
    });
  });

  test("passes on what keeps the store from writing", async () => {
    const { backend } = await newBackend();
    const project = await newShop(backend);
    const { store } = recordedStore(backend.store, () => {
      throw new Error("no disk");
    });
    await expect(addSecret({ ...backend, store }, project, { isDeclared: false })).rejects.toThrow("no disk");
  });

  test("takes none of fewer than 32 characters", async () => {
    const { backend } = await newBackend();
    const project = await newShop(backend);
    await expect(addSecret(backend, project, { secret: "x".repeat(31), isDeclared: true })).rejects.toThrow(
      "invariant",
    );
  });
});
