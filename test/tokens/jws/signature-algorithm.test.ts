import { describe, expect, test } from "vitest";
import { algorithmNamed, algorithmNames, signatureAlgorithms, verifyTrustedToken } from "../../../src/tokens/index.ts";
import { fitsKey } from "../../../src/tokens/jws/signature-algorithm.ts";
import { ed448, ed25519, type Pair, p256, p384, p521, pssRsa, rsa, secp256k1, x25519 } from "../support/keys.ts";
import { claims, head, makeToken, now, rules } from "../support/trusted-tokens.ts";

const pairs: Readonly<Record<string, Pair>> = { rsa, pssRsa, p256, p384, p521, secp256k1, ed25519, ed448, x25519 };

const fitting: Readonly<Record<string, string>> = {
  RS256: "rsa",
  RS384: "rsa",
  RS512: "rsa",
  PS256: "rsa",
  PS384: "rsa",
  PS512: "rsa",
  ES256: "p256",
  ES384: "p384",
  ES512: "p521",
  EdDSA: "ed25519",
};

describe("signature algorithms", () => {
  test("are the asymmetric ones of the allow-list", () => {
    expect(signatureAlgorithms).toEqual(Object.keys(fitting));
    const strangers = ["none", "HS256", "rs256", "toString", "", "ed25519", "Ed448", "eddsa"];
    expect(strangers.filter((name) => algorithmNamed(name) !== undefined)).toEqual([]);
  });

  test("have their own name each, and EdDSA that of RFC 9864 besides", () => {
    expect(algorithmNames.filter((name) => algorithmNamed(name) !== name)).toEqual(["Ed25519"]);
    expect(algorithmNamed("Ed25519")).toBe("EdDSA");
  });

  test("fit one kind of key each", () => {
    for (const algorithm of signatureAlgorithms) {
      const names = Object.keys(pairs).filter((name) => fitsKey(algorithm, (pairs[name] ?? rsa).publicKey));
      expect({ algorithm, names }).toEqual({ algorithm, names: [fitting[algorithm]] });
    }
  });

  test.each(algorithmNames)("%s is verified", async (algorithm) => {
    const pair = pairs[fitting[algorithmNamed(algorithm)] ?? ""] ?? rsa;
    const token = makeToken({ header: head({ alg: algorithm }), algorithm, signer: pair.privateKey });
    const keys = [{ publicKey: pair.publicKey }];
    expect(await verifyTrustedToken({ token, rules: { ...rules, keys }, now })).toMatchObject({
      ok: true,
      claims,
      keyIndex: 0,
    });
  });
});
