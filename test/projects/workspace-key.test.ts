import { describe, expect, test } from "vitest";
import { ensureWorkspaceKey, isWorkspaceKey, systemScope } from "../../src/projects/index.ts";
import { workspaceCollection, workspaceId } from "../../src/projects/workspace.ts";
import { recordedStore } from "../support/recorded-store.ts";
import { newBackend } from "./support/new-backend.ts";

const first = { keyId: "key", secret: "workspace-secret-first-0123456789abcdef" };
const second = { ...first, secret: "workspace-secret-second-0123456789abcde" };

describe("the key of the workspace", () => {
  test("is made once, whoever asks at once", async () => {
    const { backend } = await newBackend();
    const all = await Promise.all([1, 2, 3, 4].map(() => ensureWorkspaceKey(backend)));
    const made = all.filter((key) => key !== undefined);
    expect(made).toEqual([
      {
        keyId: expect.stringMatching(/^workspace-key-[0-9a-f-]{36}$/),
        secret: expect.stringMatching(/^workspace-secret-[A-Za-z0-9_-]{43}$/),
      },
    ]);
    for (const key of made) expect(await isWorkspaceKey(backend, key)).toBe(true);
    expect(await ensureWorkspaceKey(backend)).toBeUndefined();
  });

  test("is the one that was given last, whether one was made or given before", async () => {
    const { backend } = await newBackend();
    const made = await ensureWorkspaceKey(backend);
    expect(await ensureWorkspaceKey(backend, first)).toBeUndefined();
    expect(await ensureWorkspaceKey(backend, second)).toBeUndefined();
    const accepted = [made ?? first, first, second, { ...second, keyId: "other" }];
    expect(await Promise.all(accepted.map((key) => isWorkspaceKey(backend, key)))).toEqual([false, false, true, false]);
    expect(await ensureWorkspaceKey(backend)).toBeUndefined();
  });

  test("is none before there is one", async () => {
    const { backend } = await newBackend();
    expect(await isWorkspaceKey(backend, first)).toBe(false);
  });

  test("is written once where the same one is given again", async () => {
    const { backend } = await newBackend();
    const { store, writes } = recordedStore(backend.store);
    for (const _ of [1, 2]) await ensureWorkspaceKey({ ...backend, store }, first);
    expect(writes).toHaveLength(1);
    const stored = await backend.store.scope(systemScope).collection(workspaceCollection).get(workspaceId);
    expect(stored?.keyId).toBe(first.keyId);
    expect(JSON.stringify(stored)).not.toContain(first.secret);
  });

  test("is agreed on where several are given at once", async () => {
    const { backend } = await newBackend();
    const keys = [first, second, { ...first, keyId: "third" }];
    await Promise.all(keys.map((key) => ensureWorkspaceKey(backend, key)));
    const accepted = await Promise.all(keys.map((key) => isWorkspaceKey(backend, key)));
    expect(accepted.filter(Boolean)).toHaveLength(1);
  });

  test("is not made where the store takes no writes", async () => {
    const { backend } = await newBackend();
    const { store } = recordedStore(backend.store, () => Promise.reject(new Error("no room")));
    await expect(ensureWorkspaceKey({ ...backend, store })).rejects.toThrow("no room");
    await expect(ensureWorkspaceKey({ ...backend, store }, first)).rejects.toThrow("no room");
    expect(await ensureWorkspaceKey(backend)).toBeDefined();
  });
});
