import { describe, expect, test } from "vitest";
import { type Backend, checkMasterKey } from "../../src/projects/index.ts";
import { masterKeysOf } from "../support/backend.ts";
import { recordedStore } from "../support/recorded-store.ts";
import { newBackend } from "./support/new-backend.ts";

/** Whether a server with these master keys would start; each letter is a key. */
async function starts(backend: Backend, letters: string): Promise<boolean> {
  try {
    await checkMasterKey({ ...backend, masterKeys: masterKeysOf(...letters) });
    return true;
  } catch (error) {
    expect(error).toMatchObject({ name: "MasterKeyMismatchError", code: "master_key_mismatch" });
    return false;
  }
}

describe("checking the master key at the start", () => {
  test("takes any key for a new store, and from then on that one alone", async () => {
    const { backend } = await newBackend();
    expect(await starts(backend, "a")).toBe(true);
    expect(await starts(backend, "a")).toBe(true);
    expect(await starts(backend, "b")).toBe(false);
    expect(await starts(backend, "a")).toBe(true);
  });

  test("takes a new first key beside the old one, and then wants both", async () => {
    const { backend } = await newBackend();
    expect(await starts(backend, "a")).toBe(true);
    expect(await starts(backend, "ba")).toBe(true);
    expect(await starts(backend, "ab")).toBe(true);
    expect(await starts(backend, "b")).toBe(false);
    expect(await starts(backend, "a")).toBe(false);
  });

  test("does not want a second key that has encrypted nothing", async () => {
    const { backend } = await newBackend();
    expect(await starts(backend, "ab")).toBe(true);
    expect(await starts(backend, "a")).toBe(true);
  });

  test("writes nothing when the key is known or wrong", async () => {
    const { backend } = await newBackend();
    await starts(backend, "a");
    const { store, writes } = recordedStore(backend.store);
    await starts({ ...backend, store }, "a");
    await starts({ ...backend, store }, "b");
    expect(writes).toEqual([]);
  });

  test("of two servers that start at once with different keys on a new store, one starts", async () => {
    const { backend } = await newBackend();
    const started = await Promise.all([starts(backend, "a"), starts(backend, "b")]);
    expect(started.filter(Boolean)).toHaveLength(1);
  });

  test("all of several servers start at once that bring the same new key", async () => {
    const { backend } = await newBackend();
    await starts(backend, "a");
    expect(await Promise.all(Array.from({ length: 4 }, () => starts(backend, "ba")))).toEqual([true, true, true, true]);
  });

  test("passes on what keeps the store from writing", async () => {
    const { backend } = await newBackend();
    const { store } = recordedStore(backend.store, () => {
      throw new Error("no disk");
    });
    await expect(checkMasterKey({ ...backend, store })).rejects.toThrow("no disk");
  });
});
