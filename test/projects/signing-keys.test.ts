import { describe, expect, test } from "vitest";
import {
  type AuditEntry,
  auditCollection,
  type Backend,
  configurationCollection,
  configurationId,
  configurationText,
  emptyConfiguration,
  listSigningKeys,
  type Project,
  projectKeys,
  revokeSigningKey,
  rotateSigningKey,
} from "../../src/projects/index.ts";
import { keyRingCollection, keyRingId } from "../../src/projects/key-ring-document.ts";
import { publishedKeys, type SigningAlgorithm } from "../../src/tokens/index.ts";
import { startOf2026, type TestBackend } from "../support/backend.ts";
import { recordedStore } from "../support/recorded-store.ts";
import { newBackend, newShop } from "./support/new-backend.ts";

const minute = 60_000;
const actor = "test";

/** A project whose settings ask for P-256, with a key that signs. */
async function world(): Promise<{ readonly test: TestBackend; readonly backend: Backend; readonly project: Project }> {
  const opened = await newBackend();
  const project = await newShop(opened.backend);
  await setAlgorithm(opened.backend, project, "ES256");
  await projectKeys(opened.backend, project, "ES256").signingKey();
  return { test: opened, backend: opened.backend, project };
}

async function setAlgorithm(backend: Backend, { id }: Project, signingAlgorithm: SigningAlgorithm): Promise<void> {
  const settings = { ...emptyConfiguration.settings, signingAlgorithm };
  const json = configurationText({ ...emptyConfiguration, settings });
  await backend.store
    .scope(id)
    .collection(configurationCollection)
    .insert({ id: configurationId, json, auditEntryId: "" });
}

async function statesOf(backend: Backend, project: Project): Promise<readonly (readonly string[])[]> {
  return (await listSigningKeys(backend, project.id)).map(({ algorithm, state }) => [algorithm, state]);
}

async function kidOf(backend: Backend, { id }: Project, state: string): Promise<string> {
  return (await listSigningKeys(backend, id)).find((key) => key.state === state)?.kid ?? "";
}

/** The latest first. */
async function auditLog(backend: Backend, { id }: Project): Promise<readonly AuditEntry[]> {
  return (await backend.store.scope(id).collection(auditCollection).find("recent", [], { limit: 100 })).items;
}

describe("the list of signing keys", () => {
  test("is empty for a project that has needed none, and makes none", async () => {
    const { backend } = await newBackend();
    const project = await newShop(backend);
    const { store, writes } = recordedStore(backend.store);
    expect(await listSigningKeys({ ...backend, store }, project.id)).toEqual([]);
    expect(writes).toEqual([]);
  });

  test("tells what each does, from when until when, and under which master key it is", async () => {
    const { test, backend, project } = await world();
    test.advance(minute);
    await rotateSigningKey(backend, project, { actor });
    const { id: masterKeyId } = backend.masterKeys.first;
    const common = { kid: expect.stringMatching(/^jwk-test-/), algorithm: "ES256", revokedAt: null, masterKeyId };
    const turn = startOf2026 + 16 * minute;
    const old = { ...common, createdAt: startOf2026, signsFrom: startOf2026, signsUntil: turn };
    const next = {
      ...common,
      createdAt: startOf2026 + minute,
      signsFrom: turn,
      signsUntil: null,
      publishedUntil: null,
    };
    const publishedUntil = turn + 20 * minute;
    expect(await listSigningKeys(backend, project.id)).toEqual([
      { ...old, publishedUntil, state: "signing" },
      { ...next, state: "next" },
    ]);
    test.advance(15 * minute);
    expect(await listSigningKeys(backend, project.id)).toEqual([
      { ...old, publishedUntil, state: "verifying" },
      { ...next, state: "signing" },
    ]);
    const published = async () =>
      publishedKeys(await projectKeys(backend, project, "ES256").ring(), backend.clock()).keys.length;
    test.advance(20 * minute - 1);
    expect(await published()).toBe(2);
    test.advance(1);
    expect(await published()).toBe(1);
    await rotateSigningKey(backend, project, { actor });
    expect((await listSigningKeys(backend, project.id)).map((key) => key.masterKeyId)).toEqual([
      null,
      masterKeyId,
      masterKeyId,
    ]);
  });
});

describe("rotating the signing key", () => {
  test("is for the algorithm of the settings, and signs in 15 minutes for every server", async () => {
    const { test, backend, project } = await world();
    const elsewhere = () => projectKeys({ ...backend }, project, "ES256").signingKey();
    const { kid } = await elsewhere();
    expect(await rotateSigningKey(backend, project, { actor })).toMatchObject({ ok: true });
    expect(await statesOf(backend, project)).toEqual([
      ["ES256", "signing"],
      ["ES256", "next"],
    ]);
    const next = await kidOf(backend, project, "next");
    test.advance(15 * minute - 1);
    expect((await elsewhere()).kid).toBe(kid);
    test.advance(1);
    expect((await elsewhere()).kid).toBe(next);
  });

  test("waits for the next key to sign", async () => {
    const { test, backend, project } = await world();
    await rotateSigningKey(backend, project, { actor });
    test.advance(15 * minute - 1);
    expect(await rotateSigningKey(backend, project, { actor })).toEqual({
      ok: false,
      error: {
        code: "rotation_pending",
        message: expect.stringMatching(/^the next key .* only from 2026-01-01T00:15:00Z: `jwk-test-\S+`$/),
      },
    });
    test.advance(1);
    expect(await rotateSigningKey(backend, project, { actor })).toMatchObject({ ok: true });
  });

  test("of a project without a key makes the first one, which signs at once, and is noted as that", async () => {
    const { backend } = await newBackend();
    const project = await newShop(backend);
    expect(await revokeSigningKey(backend, project, { kid: "x", actor })).toEqual({
      ok: false,
      error: { code: "no_signing_key", message: expect.stringContaining("no signing key yet") },
    });
    expect(await auditLog(backend, project)).toEqual([]);
    expect(await rotateSigningKey(backend, project, { actor })).toMatchObject({ ok: true });
    const keys = await listSigningKeys(backend, project.id);
    expect(keys).toMatchObject([{ state: "signing", signsFrom: backend.clock() }]);
    expect(await auditLog(backend, project)).toMatchObject([
      { actor, keyChange: { action: "create", kid: keys[0]?.kid }, previousEntryId: null },
    ]);
  });

  test("gives one next key, however many do it at once", async () => {
    const { backend, project } = await world();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => rotateSigningKey(backend, project, { actor })));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await statesOf(backend, project)).toEqual([
      ["ES256", "signing"],
      ["ES256", "next"],
    ]);
  });
});

describe("revoking a signing key", () => {
  test("that signs puts the next one in its place at once", async () => {
    const { backend, project } = await world();
    await rotateSigningKey(backend, project, { actor });
    const [kid, next] = [await kidOf(backend, project, "signing"), await kidOf(backend, project, "next")];
    expect(await revokeSigningKey(backend, project, { kid, actor })).toMatchObject({ ok: true });
    const keys = projectKeys(backend, project, "ES256");
    expect((await keys.signingKey()).kid).toBe(next);
    expect((await keys.ring()).keys.map((key) => key.kid)).toEqual([next]);
    expect((await listSigningKeys(backend, project.id))[1]).toEqual({
      kid,
      algorithm: "ES256",
      state: "revoked",
      createdAt: startOf2026,
      signsFrom: null,
      signsUntil: null,
      publishedUntil: null,
      revokedAt: startOf2026,
      masterKeyId: null,
    });
  });

  test("that signs alone puts a new one in its place", async () => {
    const { backend, project } = await world();
    const kid = await kidOf(backend, project, "signing");
    await revokeSigningKey(backend, project, { kid, actor });
    expect(await statesOf(backend, project)).toEqual([
      ["ES256", "signing"],
      ["ES256", "revoked"],
    ]);
    expect((await projectKeys(backend, project, "ES256").signingKey()).kid).not.toBe(kid);
  });

  test("says what was revoked before, and what was never there", async () => {
    const { backend, project } = await world();
    const kid = await kidOf(backend, project, "signing");
    await revokeSigningKey(backend, project, { kid, actor });
    const { store, writes } = recordedStore(backend.store);
    const codes = [];
    for (const id of [kid, "jwk-test-x"]) {
      const outcome = await revokeSigningKey({ ...backend, store }, project, { kid: id, actor });
      codes.push(outcome.ok ? "ok" : outcome.error.code);
    }
    expect(codes).toEqual(["already_revoked", "unknown_key"]);
    expect(writes).toEqual([]);
  });

  test("leaves one key that signs, however many revoke and rotate at once", async () => {
    const { backend, project } = await world();
    const kid = await kidOf(backend, project, "signing");
    await Promise.all([
      ...Array.from({ length: 4 }, () => revokeSigningKey(backend, project, { kid, actor })),
      ...Array.from({ length: 4 }, () => rotateSigningKey(backend, project, { actor })),
    ]);
    const listed = await listSigningKeys(backend, project.id);
    expect(listed.filter((key) => key.kid === kid).map(({ state }) => state)).toEqual(["revoked"]);
    expect(listed.filter(({ state }) => state === "signing")).toHaveLength(1);
  });
});

describe("a change of signing keys", () => {
  test("has an audit entry that tells who made it, and names the one before", async () => {
    const { test, backend, project } = await world();
    await rotateSigningKey(backend, project, { actor: "one" });
    const [kid, next] = [await kidOf(backend, project, "signing"), await kidOf(backend, project, "next")];
    test.advance(1);
    await revokeSigningKey(backend, project, { kid, actor: "two" });
    const [later, ...others] = await auditLog(backend, project);
    const [first, earlier] = ["create", "rotate"].map((action) =>
      others.find(({ keyChange }) => keyChange?.action === action),
    );
    const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
    expect(earlier).toEqual({
      id: expect.stringMatching(/^audit-entry-test-/),
      revision: 1,
      actor: "one",
      at: startOf2026,
      recency: -startOf2026,
      keyChange: { action: "rotate", kid: next },
      previousEntryId: first?.id,
      revisionBefore: 1,
      revisionAfter: 2,
      digestBefore: digest,
      digestAfter: digest,
    });
    expect(later).toMatchObject({
      actor: "two",
      keyChange: { action: "revoke", kid },
      previousEntryId: earlier?.id,
      revisionBefore: 2,
      revisionAfter: 3,
      digestBefore: earlier?.digestAfter,
    });
    expect(later?.digestAfter).not.toBe(later?.digestBefore);
  });

  test("is not made when the audit entry cannot be written", async () => {
    const { backend, project } = await world();
    const { store } = recordedStore(backend.store, ({ collection }) => {
      if (collection === "audit") throw new Error("no disk");
    });
    await expect(rotateSigningKey({ ...backend, store }, project, { actor })).rejects.toThrow("no disk");
    expect(await statesOf(backend, project)).toEqual([["ES256", "signing"]]);
  });

  test("passes on what keeps the ring from being written", async () => {
    const { backend, project } = await world();
    const { store } = recordedStore(backend.store, ({ collection }) => {
      if (collection === "key_rings") throw new Error("no disk");
    });
    await expect(rotateSigningKey({ ...backend, store }, project, { actor })).rejects.toThrow("no disk");
  });

  test("gives up when others always come first", async () => {
    const { test, backend, project } = await world();
    const other = backend.store.scope(project.id);
    const { store } = recordedStore(backend.store, async ({ collection }) => {
      if (collection !== "key_rings") return;
      const document = await other.collection(keyRingCollection).get(keyRingId);
      if (document !== undefined) await other.collection(keyRingCollection).replace(document);
    });
    test.advance(1);
    await expect(rotateSigningKey({ ...backend, store }, project, { actor })).rejects.toMatchObject({
      name: "ApiError",
      type: "service_unavailable",
    });
  });
});
