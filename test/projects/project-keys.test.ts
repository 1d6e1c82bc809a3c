import { fork } from "node:child_process";
import { sign, verify } from "node:crypto";
import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { type Project, type ProjectKeys, projectKeys } from "../../src/projects/index.ts";
import { generatePrivateKey, type SigningAlgorithm, verificationKey } from "../../src/tokens/index.ts";
import { masterKeysOf, type TestBackend } from "../support/backend.ts";
import { bundleProgram } from "../support/bundle-programs.ts";
import { recordedStore } from "../support/recorded-store.ts";
import { newBackend, newShop, projectId } from "./support/new-backend.ts";

const minute = 60_000;

/** Keys as a request has them: each time it asks anew. */
async function world(): Promise<{
  readonly test: TestBackend;
  readonly project: Project;
  readonly keys: (algorithm?: SigningAlgorithm) => ProjectKeys;
}> {
  const opened = await newBackend();
  const project = await newShop(opened.backend);
  return { test: opened, project, keys: (algorithm = "ES256") => projectKeys(opened.backend, project, algorithm) };
}

describe("the keys of a project", () => {
  test("are made when they are first asked for", async () => {
    const { keys } = await world();
    const { kid, algorithm } = await keys().signingKey();
    expect({ kid, algorithm }).toEqual({ kid: expect.stringMatching(/^jwk-test-[0-9a-f-]{36}$/), algorithm: "ES256" });
    expect((await keys().ring()).keys.map((key) => key.kid)).toEqual([kid]);
  });

  test("sign what the ring verifies", async () => {
    const { keys } = await world();
    const { kid, privateKey } = await keys().signingKey();
    const published = verificationKey(await keys().ring(), kid);
    const text = Buffer.from("text");
    expect(published && verify("sha256", text, published.publicKey, sign("sha256", text, privateKey))).toBe(true);
  });

  test("are read from the store each time, and opened once", async () => {
    const { test, project, keys } = await world();
    const one = await keys().signingKey();
    const { store, writes } = recordedStore(test.backend.store);
    expect(await keys().signingKey()).toBe(one);
    expect(await keys().ring()).toBe(await keys().ring());
    const elsewhere = projectKeys({ ...test.backend, store }, project, "ES256");
    expect((await elsewhere.signingKey()).kid).toBe(one.kid);
    expect(writes).toEqual([]);
  });

  test("are one ring, however many ask for them first at the same time", async () => {
    const { test, project } = await world();
    const backend = { ...test.backend, keySource: generatePrivateKey };
    const found = await Promise.all(
      Array.from({ length: 4 }, () => projectKeys(backend, project, "ES256").signingKey()),
    );
    const { keys } = await projectKeys(backend, project, "ES256").ring();
    expect(found.map(({ kid }) => kid)).toEqual(Array.from({ length: 4 }, () => keys[0]?.kid));
    expect(keys).toHaveLength(1);
  });

  test("are one ring, though several processes ask for them first at the same time", async () => {
    const { test, keys } = await world();
    const program = await bundleProgram(new URL("support/keys-program.ts", import.meta.url));
    const processes = ["one", "two"].map((seed) => fork(program, [test.directory, seed, projectId]));
    await Promise.all(processes.map((child) => once(child, "message")));
    const told = processes.map((child) => once(child, "message"));
    for (const child of processes) child.send("go");
    const kids = (await Promise.all(told)).flatMap(([message]) => message);
    const ring = await keys().ring();
    expect(ring.keys).toHaveLength(1);
    expect(kids).toEqual(Array.from({ length: 8 }, () => ring.keys[0]?.kid));
  });

  test("are not made anew under another master key", async () => {
    const { test, project, keys } = await world();
    const { kid } = await keys().signingKey();
    const backend = { ...test.backend, masterKeys: masterKeysOf("x") };
    await expect(projectKeys(backend, project, "ES256").signingKey()).rejects.toMatchObject({
      code: "master_key_mismatch",
    });
    expect((await keys().signingKey()).kid).toBe(kid);
  });

  test("are there for one project alone", async () => {
    const { test, project, keys } = await world();
    const other = projectKeys(test.backend, { ...project, id: "project-live-2", environment: "live" }, "ES256");
    expect((await other.signingKey()).kid).toMatch(/^jwk-live-/);
    expect((await keys().signingKey()).kid).toMatch(/^jwk-test-/);
  });

  test("are not signed with when the store has not taken them", async () => {
    const { test, project } = await world();
    const { store } = recordedStore(test.backend.store, () => {
      throw new Error("no disk");
    });
    await expect(projectKeys({ ...test.backend, store }, project, "ES256").signingKey()).rejects.toThrow("no disk");
  });
});

describe("another signing algorithm", () => {
  test("is published at once, and signs after 15 minutes", async () => {
    const { test, keys } = await world();
    const old = await keys("ES256").signingKey();
    expect((await keys("EdDSA").signingKey()).kid).toBe(old.kid);
    const ring = await keys("EdDSA").ring();
    expect(ring.keys.map(({ algorithm }) => algorithm)).toEqual(["ES256", "EdDSA"]);
    test.advance(15 * minute - 1);
    expect((await keys("EdDSA").signingKey()).kid).toBe(old.kid);
    test.advance(1);
    const next = await keys("EdDSA").signingKey();
    expect({ kid: next.kid, algorithm: next.algorithm }).toEqual({ kid: ring.keys[1]?.kid, algorithm: "EdDSA" });
    expect((await keys("EdDSA").ring()).keys).toHaveLength(2);
  });

  test("gets one key, however many ask for it first at the same time", async () => {
    const { keys } = await world();
    await keys("ES256").ring();
    await Promise.all(Array.from({ length: 4 }, () => keys("EdDSA").signingKey()));
    expect((await keys("EdDSA").ring()).keys).toHaveLength(2);
  });

  test("that is changed back before it signs is waited for", async () => {
    const { test, keys } = await world();
    await keys("ES256").ring();
    await keys("EdDSA").ring();
    expect((await keys("ES256").ring()).keys.map(({ algorithm }) => algorithm)).toEqual(["ES256", "EdDSA"]);
    test.advance(15 * minute);
    expect((await keys("ES256").ring()).keys.map(({ algorithm }) => algorithm)).toEqual(["ES256", "EdDSA", "ES256"]);
  });
});
