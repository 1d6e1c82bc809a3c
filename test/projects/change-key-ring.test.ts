import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import {
  type AuditEntry,
  auditCollection,
  type Backend,
  listSigningKeys,
  type Project,
  projectKeys,
  reencrypt,
  revokeSigningKey,
  rotateSigningKey,
} from "../../src/projects/index.ts";
import { keyRingCollection, keyRingId, readKeyRing } from "../../src/projects/key-ring-document.ts";
import type { SigningAlgorithm } from "../../src/tokens/index.ts";
import { masterKeysOf, seededBytes } from "../support/backend.ts";
import { recordedStore } from "../support/recorded-store.ts";
import { newBackend, newShop } from "./support/new-backend.ts";

const minute = 60_000;

/** Every entry of the audit log, and those of changes that came to be: the ring's and each one before, the first one first. */
async function auditLog(backend: Backend, { id }: Project) {
  const scope = backend.store.scope(id);
  const { items } = await scope.collection(auditCollection).find("recent", [], { limit: 1000 });
  const inForce: AuditEntry[] = [];
  for (let next = (await readKeyRing(scope))?.auditEntryId ?? null; next !== null; ) {
    const entry = items.find((candidate) => candidate.id === next);
    if (entry === undefined) throw new Error(`there is no entry ${next}`);
    inForce.unshift(entry);
    next = entry.previousEntryId;
  }
  return { all: items, inForce };
}

/** A project, and what a request of it does with its keys when its settings ask for an algorithm. */
async function world() {
  const opened = await newBackend();
  const { backend } = opened;
  const project = await newShop(backend);
  const signWith = (algorithm: SigningAlgorithm, server: Backend = backend) =>
    projectKeys(server, project, algorithm).signingKey();
  const kidOf = async (state: string) =>
    (await listSigningKeys(backend, project.id)).find((key) => key.state === state)?.kid ?? "";
  return { ...opened, project, signWith, kidOf };
}

describe("every change of a key ring", () => {
  test("has one entry in the audit log, and each names the one before", async () => {
    const { backend, project, signWith, kidOf, advance } = await world();
    const actor = "somebody";
    const expected: object[] = [];
    const made = async (entry: object) => {
      expected.push(entry);
      const { all, inForce } = await auditLog(backend, project);
      expect(inForce.map(({ actor, keyChange }) => ({ actor, ...keyChange }))).toEqual(expected);
      expect(all).toHaveLength(expected.length);
    };

    const { kid: first } = await signWith("ES256");
    await made({ actor: "service", action: "create", kid: first });

    await rotateSigningKey(backend, project, { actor });
    await made({ actor, action: "rotate", kid: await kidOf("next") });

    await revokeSigningKey(backend, project, { kid: first, actor });
    await made({ actor, action: "revoke", kid: first });

    await signWith("EdDSA");
    await made({ actor: "service", action: "rotate", kid: await kidOf("next") });

    advance(15 * minute);
    const { kid: alone } = await signWith("EdDSA");
    await revokeSigningKey(backend, project, { kid: alone, actor });
    await made({ actor, action: "revoke", kid: alone });

    const { inForce } = await auditLog(backend, project);
    const revisions = inForce.map(({ revisionBefore, revisionAfter }) => [revisionBefore, revisionAfter]);
    expect(revisions).toEqual(expected.map((_, at) => [at, at + 1]));
    const digests = inForce.map(({ digestBefore }) => digestBefore);
    expect(digests.slice(1)).toEqual(inForce.slice(0, -1).map(({ digestAfter }) => digestAfter));
  });

  test("that encrypts it anew has none, and the next change goes on from the one before", async () => {
    const { backend, project, signWith } = await world();
    await signWith("ES256");
    const before = await auditLog(backend, project);
    const renewed = { ...backend, masterKeys: masterKeysOf("n", "m") };
    expect((await reencrypt(renewed)).signingKeys).toEqual({ found: 1, changed: 1 });
    expect(await auditLog(backend, project)).toEqual(before);
    await rotateSigningKey(renewed, project, { actor: "somebody" });
    const { inForce } = await auditLog(backend, project);
    expect(inForce[1]).toMatchObject({ previousEntryId: before.inForce[0]?.id, revisionBefore: 2, revisionAfter: 3 });
    expect(inForce[1]?.digestBefore).toBe(inForce[0]?.digestAfter);
  });

  test("of a ring that was made without an entry has one, which names none before", async () => {
    const { backend, project, signWith } = await world();
    await signWith("ES256");
    const rings = backend.store.scope(project.id).collection(keyRingCollection);
    const stored = await rings.get(keyRingId);
    if (stored === undefined) throw new Error("there is a ring");
    await rings.replace({ id: keyRingId, revision: stored.revision, ring: stored.ring });
    await rotateSigningKey(backend, project, { actor: "somebody" });
    const { inForce } = await auditLog(backend, project);
    expect(inForce.map(({ keyChange, previousEntryId }) => [keyChange?.action, previousEntryId])).toEqual([
      ["rotate", null],
    ]);
  });

  test("is not made without its entry", async () => {
    const { backend, project, signWith } = await world();
    const { store } = recordedStore(backend.store, ({ collection }) => {
      if (collection === "audit") throw new Error("no disk");
    });
    const unwritten = { ...backend, store };
    await expect(signWith("ES256", unwritten)).rejects.toThrow("no disk");
    expect(await listSigningKeys(backend, project.id)).toEqual([]);
    const { kid } = await signWith("ES256");
    await expect(signWith("EdDSA", unwritten)).rejects.toThrow("no disk");
    expect((await listSigningKeys(backend, project.id)).map((key) => key.kid)).toEqual([kid]);
  });

  test("goes through one function", () => {
    const src = fileURLToPath(new URL("../../src", import.meta.url));
    const knowing = readdirSync(src, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && readFileSync(join(src, file), "utf8").includes("keyRingCollection"))
      .sort();
    expect(knowing).toEqual([
      // Declares it, and reads it.
      "projects/collections.ts",
      "projects/key-ring-document.ts",
      "projects/signing-keys/change-key-ring.ts",
    ]);
  });
});

describe("another algorithm", () => {
  test("makes one key with one entry, however many requests meet it at once", async () => {
    const { backend, project, signWith } = await world();
    await signWith("ES256");
    await Promise.all(Array.from({ length: 8 }, () => signWith("EdDSA")));
    const { all, inForce } = await auditLog(backend, project);
    expect(all).toEqual([...inForce].reverse());
    expect(inForce.map(({ keyChange }) => keyChange?.action)).toEqual(["create", "rotate"]);
    expect(await listSigningKeys(backend, project.id)).toHaveLength(2);
  });

  test("makes one key with one entry that is in force, whichever of several servers is first", async () => {
    const { backend, project, signWith } = await world();
    await signWith("ES256");
    const servers = ["one", "two", "three"].map((seed) => ({ ...backend, random: seededBytes(seed) }));
    await Promise.all(servers.flatMap((server) => [signWith("EdDSA", server), signWith("EdDSA", server)]));
    const { inForce } = await auditLog(backend, project);
    expect(inForce.map(({ keyChange }) => keyChange?.action)).toEqual(["create", "rotate"]);
    const [, next] = await listSigningKeys(backend, project.id);
    expect(inForce[1]?.keyChange?.kid).toBe(next?.kid);
  });

  test("writes nothing more once its key is there", async () => {
    const { backend, signWith } = await world();
    await signWith("ES256");
    await signWith("EdDSA");
    const { store, writes } = recordedStore(backend.store);
    await signWith("EdDSA", { ...backend, store });
    expect(writes).toEqual([]);
  });
});
