import { describe, expect, test } from "vitest";
import { addSecret, deleteSecret, readProject } from "../../src/projects/index.ts";
import { recordedStore } from "../support/recorded-store.ts";
import { newBackend, newShop, projectId } from "./support/new-backend.ts";

const idsOf = async (backend: Parameters<typeof readProject>[0]) =>
  (await readProject(backend, projectId))?.secrets.map(({ secretId }) => secretId);

describe("deleting a secret", () => {
  test("leaves the others", async () => {
    const { backend } = await newBackend();
    const shop = await newShop(backend);
    const first = await addSecret(backend, shop, { isDeclared: false });
    const second = await addSecret(backend, first.project, { isDeclared: false });
    expect(await deleteSecret(backend, second.project, first.secretId)).toBe(true);
    expect(await idsOf(backend)).toEqual([second.secretId]);
    expect(await deleteSecret(backend, second.project, first.secretId)).toBe(false);
    expect(await idsOf(backend)).toEqual([second.secretId]);
  });

  test("finds one that was added since the project was read", async () => {
    const { backend } = await newBackend();
    const shop = await newShop(backend);
    const { secretId } = await addSecret(backend, shop, { isDeclared: false });
    expect(await deleteSecret(backend, shop, secretId)).toBe(true);
    expect(await idsOf(backend)).toEqual([]);
  });

  test("of a project that is not there deletes nothing", async () => {
    const { backend } = await newBackend();
    const shop = await newShop(backend);
    expect(await deleteSecret(backend, { ...shop, id: "project-test-none" }, "x")).toBe(false);
  });

  test("keeps what was added at the same time", async () => {
    const { backend } = await newBackend();
    const shop = await newShop(backend);
    const { project, secretId } = await addSecret(backend, shop, { isDeclared: false });
    const added: string[] = [];
    const { store } = recordedStore(backend.store, async () => {
      if (added.length === 0) {
        added.push("");
        added.push((await addSecret(backend, project, { isDeclared: false })).secretId);
      }
    });
    expect(await deleteSecret({ ...backend, store }, project, secretId)).toBe(true);
    expect(await idsOf(backend)).toEqual(added.slice(1));
  });

  test("rejects with what the store rejects with", async () => {
    const { backend } = await newBackend();
    const { project, secretId } = await addSecret(backend, await newShop(backend), { isDeclared: false });
    const { store } = recordedStore(backend.store, () => Promise.reject(new Error("no room")));
    await expect(deleteSecret({ ...backend, store }, project, secretId)).rejects.toThrow("no room");
    expect(await idsOf(backend)).toEqual([secretId]);
  });
});
