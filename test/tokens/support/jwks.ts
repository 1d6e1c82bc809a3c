import { createPublicKey, type KeyObject } from "node:crypto";
import type { JsonObject } from "../../../src/language/json.ts";
import type { UnusableKeyReason } from "../../../src/tokens/index.ts";
import { ed448, ed25519, p256, rsa, shortRsa } from "./keys.ts";

/** The JWK of a public key, with these fields more. */
export function jwkOf(key: KeyObject, fields: JsonObject = {}): JsonObject {
  return { ...JSON.parse(JSON.stringify(key.export({ format: "jwk" }))), ...fields };
}

/** A key that tokens can be verified with, as issuers publish theirs. */
export const goodJwk = jwkOf(rsa.publicKey, { kid: "good", use: "sig", alg: "RS256" });

/** The text of a key set. */
export function keySetOf(...keys: readonly JsonObject[]): string {
  return JSON.stringify({ keys });
}

/** A key set with the good key alone. */
export const goodSet = keySetOf(goodJwk);

const secret = Buffer.from("0123456789abcdef0123456789abcdef").toString("base64url");
const zeros = Buffer.alloc(32).toString("base64url");
const rsaJwk = jwkOf(rsa.publicKey);

/** JWKs that tokens are not verified with, each with the reason. */
export const uselessJwks: readonly (readonly [what: string, reason: UnusableKeyReason, jwk: JsonObject])[] = [
  ["a symmetric key", "symmetric", { kty: "oct", k: secret, alg: "HS256", kid: "good" }],
  ["a symmetric key that is said to be RSA", "symmetric", { ...goodJwk, k: secret }],
  ["a symmetric key without an algorithm", "symmetric", { kty: "oct", k: secret, use: "sig", kid: "good" }],
  ["a private key", "private", { ...jwkOf(rsa.privateKey), kid: "good" }],
  ["a private key of an elliptic curve", "private", { ...jwkOf(p256.privateKey), kid: "good" }],
  ["a private key that is empty", "private", { ...goodJwk, d: "" }],
  ["a key for encryption", "other_use", { ...goodJwk, use: "enc" }],
  ["a key for no use", "other_use", { ...goodJwk, use: "" }],
  ["a key whose use is no text", "malformed", { ...goodJwk, use: ["sig"] }],
  ["a key that may sign only", "other_use", { ...goodJwk, key_ops: ["sign"] }],
  ["a key whose operations are no list", "malformed", { ...goodJwk, key_ops: "verify" }],
  ["a key whose algorithm is HMAC", "unsupported", { ...goodJwk, alg: "HS256" }],
  ["a key whose algorithm is none", "unsupported", { ...goodJwk, alg: "none" }],
  ["a key whose algorithm is for encryption", "other_use", { ...goodJwk, alg: "RSA-OAEP" }],
  [
    "a key whose algorithm agrees on keys",
    "other_use",
    { ...jwkOf(p256.publicKey), alg: "ECDH-ES+A128KW", kid: "good" },
  ],
  ["a key whose algorithm is for another type", "malformed", { ...goodJwk, alg: "ES256" }],
  ["a key whose algorithm is no text", "malformed", { ...goodJwk, alg: 1 }],
  ["a key whose id is no text", "malformed", { ...goodJwk, kid: 1 }],
  ["an RSA key whose exponent is 1", "weak", { ...goodJwk, e: "AQ" }],
  ["an RSA key whose exponent is 3", "weak", { ...goodJwk, e: "Aw" }],
  ["an RSA key whose exponent is even", "unsupported", { ...goodJwk, e: "AQAC" }],
  ["an RSA key without an exponent", "malformed", { kty: "RSA", n: rsaJwk.n ?? "", kid: "good" }],
  ["an RSA key whose modulus is null", "malformed", { ...goodJwk, n: null }],
  ["an RSA key that is empty", "malformed", { ...goodJwk, n: "", e: "" }],
  ["an RSA key that is zero", "malformed", { ...goodJwk, n: "AA" }],
  ["an RSA key of 1024 bits", "weak", jwkOf(shortRsa.publicKey, { kid: "good" })],
  ["an RSA key in base64 with too much padding", "malformed", { ...goodJwk, e: "AQAB====" }],
  ["an RSA key as a number", "malformed", { ...goodJwk, e: 65_537 }],
  [
    "a key on a curve that is not known",
    "unsupported",
    { kty: "EC", crv: "secp256k1", x: secret, y: secret, kid: "good" },
  ],
  [
    "a key on a curve of another type",
    "unsupported",
    { ...jwkOf(ed25519.publicKey), kty: "EC", y: secret, kid: "good" },
  ],
  ["a key on no curve", "malformed", { kty: "EC", x: secret, y: secret, kid: "good" }],
  ["a point that is not on its curve", "malformed", { ...jwkOf(p256.publicKey), x: secret, kid: "good" }],
  ["an Ed25519 point of small order", "weak", { ...jwkOf(ed25519.publicKey), x: zeros, kid: "good" }],
  ["an Ed448 key", "unsupported", jwkOf(ed448.publicKey, { kid: "good", alg: "EdDSA" })],
  ["a key to agree on keys", "unsupported", { kty: "OKP", crv: "X25519", x: secret, kid: "good" }],
  ["a key of a type that is not known", "unsupported", { ...goodJwk, kty: "AKP" }],
  ["a key without a type", "malformed", { n: rsaJwk.n ?? "", e: "AQAB", kid: "good" }],
  ["a certificate alone", "malformed", { kty: "RSA", x5c: ["MIIB"], kid: "good" }],
  ["a key elsewhere", "malformed", { kty: "RSA", x5u: "http://169.254.169.254/", kid: "good" }],
];

/** The public key of a JWK, to be compared with one that was read. */
export function keyOf(jwk: JsonObject): KeyObject {
  return createPublicKey({ key: JSON.parse(JSON.stringify(jwk)), format: "jwk" });
}
