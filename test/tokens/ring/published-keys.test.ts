import { describe, expect, test } from "vitest";
import { publishedKeys, startKeyRing } from "../../../src/tokens/index.ts";
import { projectId, ringKey } from "../support/key-rings.ts";

describe("publishedKeys", () => {
  test("are JWKs with the fields that the SDKs' type has, RSA keys without certificates", async () => {
    const key = await ringKey("a");
    const { n, e } = key.publicJwk;
    expect(publishedKeys(startKeyRing(key, { projectId, now: 0 }), 0)).toStrictEqual({
      keys: [{ kty: "RSA", use: "sig", key_ops: ["verify"], alg: "RS256", kid: key.kid, x5c: [], x5tS256: "", n, e }],
    });
  });

  test("have the fields of their own kind of key only", async () => {
    for (const algorithm of ["ES256", "EdDSA"] as const) {
      const key = await ringKey("a", algorithm);
      expect(publishedKeys(startKeyRing(key, { projectId, now: 0 }), 0)).toStrictEqual({
        keys: [{ ...key.publicJwk, use: "sig", key_ops: ["verify"], alg: algorithm, kid: key.kid }],
      });
    }
  });
});
