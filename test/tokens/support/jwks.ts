import { createPublicKey, type KeyObject } from "node:crypto";
import type { JsonObject } from "../../../src/language/json.ts";
import { ed25519, p256, rsa, shortRsa } from "./keys.ts";

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
const rsaJwk = jwkOf(rsa.publicKey);

/** JWKs that tokens are not verified with, each with the reason. */
export const uselessJwks: readonly (readonly [string, JsonObject])[] = [
  ["a symmetric key", { kty: "oct", k: secret, alg: "HS256", kid: "good" }],
  ["a symmetric key that is said to be RSA", { ...goodJwk, k: secret }],
  ["a symmetric key without an algorithm", { kty: "oct", k: secret, use: "sig", kid: "good" }],
  ["a private key", { ...jwkOf(rsa.privateKey), kid: "good" }],
  ["a private key of an elliptic curve", { ...jwkOf(p256.privateKey), kid: "good" }],
  ["a key for encryption", { ...goodJwk, use: "enc" }],
  ["a key whose use is no text", { ...goodJwk, use: ["sig"] }],
  ["a key that may sign only", { ...goodJwk, key_ops: ["sign"] }],
  ["a key whose operations are no list", { ...goodJwk, key_ops: "verify" }],
  ["a key whose algorithm is HMAC", { ...goodJwk, alg: "HS256" }],
  ["a key whose algorithm is none", { ...goodJwk, alg: "none" }],
  ["a key whose algorithm is for encryption", { ...goodJwk, alg: "RSA-OAEP" }],
  ["a key whose algorithm is for another type", { ...goodJwk, alg: "ES256" }],
  ["a key whose algorithm is no text", { ...goodJwk, alg: 1 }],
  ["a key whose id is no text", { ...goodJwk, kid: 1 }],
  ["an RSA key whose exponent is 1", { ...goodJwk, e: "AQ" }],
  ["an RSA key whose exponent is 3", { ...goodJwk, e: "Aw" }],
  ["an RSA key whose exponent is even", { ...goodJwk, e: "AQAC" }],
  ["an RSA key without an exponent", { kty: "RSA", n: rsaJwk.n ?? "", kid: "good" }],
  ["an RSA key that is empty", { ...goodJwk, n: "", e: "" }],
  ["an RSA key of 1024 bits", jwkOf(shortRsa.publicKey, { kid: "good" })],
  ["an RSA key in base64 with padding", { ...goodJwk, e: "AQAB====" }],
  ["a key on a curve that is not known", { kty: "EC", crv: "secp256k1", x: secret, y: secret, kid: "good" }],
  ["a point that is not on its curve", { ...jwkOf(p256.publicKey), x: secret, kid: "good" }],
  ["an Ed25519 point of small order", { ...jwkOf(ed25519.publicKey), x: Buffer.alloc(32).toString("base64url") }],
  ["a key to agree on keys", { kty: "OKP", crv: "X25519", x: secret, kid: "good" }],
  ["a key of a type that is not known", { ...goodJwk, kty: "AKP" }],
  ["a key without a type", { n: rsaJwk.n ?? "", e: "AQAB", kid: "good" }],
  ["a certificate alone", { kty: "RSA", x5c: ["MIIB"], kid: "good" }],
  ["a key elsewhere", { kty: "RSA", x5u: "http://169.254.169.254/", kid: "good" }],
];

/** The public key of a JWK, to be compared with one that was read. */
export function keyOf(jwk: JsonObject): KeyObject {
  return createPublicKey({ key: JSON.parse(JSON.stringify(jwk)), format: "jwk" });
}
