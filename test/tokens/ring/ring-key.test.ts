import { createPublicKey, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createRingKey, generatePrivateKey, openRingKey, type SigningAlgorithm } from "../../../src/tokens/index.ts";
import { masterKeys, masterKeysOf, projectId, ringKey } from "../support/key-rings.ts";
import { p256, rsa } from "../support/keys.ts";

const fieldsByAlgorithm: Readonly<Record<SigningAlgorithm, readonly string[]>> = {
  RS256: ["e", "kty", "n"],
  ES256: ["crv", "kty", "x", "y"],
  EdDSA: ["crv", "kty", "x"],
};

describe("createRingKey", () => {
  test.each(["RS256", "ES256", "EdDSA"] as const)(
    "makes a key for %s whose private part is encrypted",
    async (algorithm) => {
      const key = await createRingKey({
        projectId,
        environment: "live",
        algorithm,
        masterKeys,
        now: 5,
        random: randomBytes,
      });
      expect(key).toMatchObject({ algorithm, createdAt: 5, privateKey: { masterKeyId: masterKeys.first.id } });
      expect(key.kid).toMatch(/^jwk-live-[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      expect(Object.keys(key.publicJwk).sort()).toEqual(fieldsByAlgorithm[algorithm]);
      const opened = openRingKey(key, { projectId, masterKeys });
      const publicKey = opened.ok ? createPublicKey(opened.key.privateKey) : undefined;
      expect(publicKey?.export({ format: "jwk" })).toEqual(key.publicJwk);
    },
  );

  test("is the same for the same randomness and key", async () => {
    expect(await ringKey("a")).toEqual(await ringKey("a"));
    expect((await ringKey("a")).kid).not.toBe((await ringKey("b")).kid);
    expect(JSON.parse(JSON.stringify(await ringKey("a")))).toEqual(await ringKey("a"));
  });

  test("makes RSA keys of 2048 bits with the exponent 65537", async () => {
    const { asymmetricKeyDetails } = await generatePrivateKey("RS256");
    expect(asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65537n });
  });
});

describe("openRingKey", () => {
  test("gives the key that signs", async () => {
    const stored = await ringKey("a", "ES256");
    const opened = openRingKey(stored, { projectId, masterKeys });
    expect(opened).toMatchObject({ ok: true, key: { kid: stored.kid, algorithm: "ES256" } });
    expect(opened.ok && opened.key.privateKey.equals(p256.privateKey)).toBe(true);
  });

  test("refuses a key of another project, under another id, or without its master key", async () => {
    const [a, b] = [await ringKey("a"), await ringKey("b")];
    expect(openRingKey(a, { projectId: "other", masterKeys })).toMatchObject({
      error: { code: "sealed_value_damaged" },
    });
    expect(openRingKey({ ...a, kid: b.kid }, { projectId, masterKeys })).toMatchObject({
      error: { code: "sealed_value_damaged" },
    });
    expect(openRingKey(a, { projectId, masterKeys: masterKeysOf("x") })).toMatchObject({
      error: { code: "master_key_unknown" },
    });
  });

  test("tells that a key signs no longer", async () => {
    const stored = { ...(await ringKey("a")), privateKey: null };
    expect(openRingKey(stored, { projectId, masterKeys })).toEqual({
      ok: false,
      error: { code: "private_key_absent", message: `the key \`${stored.kid}\` signs no longer` },
    });
  });

  test("stores nothing of the private key in clear", async () => {
    const { d = "", p = "" } = rsa.privateKey.export({ format: "jwk" });
    const text = JSON.stringify(await ringKey("a"));
    expect(d.length > 100 && p.length > 100).toBe(true);
    expect(text.includes(d) || text.includes(p)).toBe(false);
  });
});
