import type { JsonObject } from "../../../src/language/json.ts";
import type { UnusableKeyReason } from "../../../src/tokens/index.ts";
import { jwkOf } from "../support/jwks.ts";
import { ed25519, type Pair, p256, p384, p521, rsa } from "../support/keys.ts";

/** A JWK that no standard writes so and some issuers do, beside one that differs from it in one thing and is of no use. */
export interface OddKey {
  readonly name: string;
  readonly pair: Pair;
  /** By which tokens of the key are signed. */
  readonly algorithm: string;
  readonly odd: JsonObject;
  readonly useless: JsonObject;
  readonly reason: UnusableKeyReason;
}

const algorithmByType: Readonly<Record<string, string>> = {
  rsa: "RS256",
  prime256v1: "ES256",
  secp384r1: "ES384",
  secp521r1: "ES512",
  ed25519: "EdDSA",
};

function row(
  name: string,
  pair: Pair,
  fields: readonly [odd: JsonObject, useless: JsonObject],
  reason: UnusableKeyReason = "malformed",
): OddKey {
  const { asymmetricKeyDetails, asymmetricKeyType = "" } = pair.publicKey;
  const algorithm = algorithmByType[asymmetricKeyDetails?.namedCurve ?? asymmetricKeyType] ?? "";
  const jwk = jwkOf(pair.publicKey, { kid: "odd" });
  const [odd, useless] = fields.map((changed) => ({ ...jwk, ...changed }));
  return { name, pair, algorithm, odd: odd ?? {}, useless: useless ?? {}, reason };
}

function octetsOf(pair: Pair, number: string): Buffer {
  return Buffer.from(String(jwkOf(pair.publicKey)[number]), "base64url");
}

/** A number with these octets before it, in base64url. */
function led(pair: Pair, number: string, ...octets: readonly number[]): JsonObject {
  return { [number]: Buffer.concat([Buffer.from(octets), octetsOf(pair, number)]).toString("base64url") };
}

/** A number in the alphabet of URLs with so much padding. */
function padded(pair: Pair, number: string, padding: string): JsonObject {
  return { [number]: octetsOf(pair, number).toString("base64url") + padding };
}

/** A number in the other alphabet, without padding unless it is given. */
function other(pair: Pair, number: string, padding = ""): JsonObject {
  return { [number]: octetsOf(pair, number).toString("base64").replaceAll("=", "") + padding };
}

/** A number of RSA that holds letters of both alphabets. */
function mixed(): JsonObject {
  const text = octetsOf(rsa, "n").toString("base64url");
  return { n: text.replace("-", "+").replace(/_(?=[^_]*$)/, "/") };
}

/** A number without its first octets. */
function shortened(pair: Pair, number: string): JsonObject {
  return { [number]: octetsOf(pair, number).subarray(1).toString("base64url") };
}

const nulls = { use: null, key_ops: null, alg: null, x5c: null, x5u: null, x5t: null, ext: null };
const noPrivateNumbers = { d: null, p: null, q: null, dp: null, dq: null, qi: null, oth: null, k: null };

/** JWKs as they are in the key sets of issuers. */
export const oddKeys: readonly OddKey[] = [
  row("a modulus with padding", rsa, [padded(rsa, "n", "=="), padded(rsa, "n", "=")]),
  row("a modulus in the other alphabet", rsa, [other(rsa, "n"), mixed()]),
  row("a modulus in the other alphabet with padding", rsa, [other(rsa, "n", "=="), other(rsa, "n", "===")]),
  row("a modulus with a zero before it", rsa, [led(rsa, "n", 0), led(rsa, "n", 0, 0)]),
  row("an exponent with a zero before it", rsa, [led(rsa, "e", 0), led(rsa, "e", 0, 0)]),
  row("an exponent with a zero and padding", rsa, [{ e: "AAEAAQ==" }, { e: "AAEAAR==" }]),
  row("a modulus as it is written elsewhere", rsa, [{}, { n: `${jwkOf(rsa.publicKey).n}\n` }]),
  row("a first coordinate with padding", p256, [padded(p256, "x", "="), padded(p256, "x", "==")]),
  row("a second coordinate with padding", p256, [padded(p256, "y", "="), { y: ` ${jwkOf(p256.publicKey).y}` }]),
  row("a first coordinate in the other alphabet", p256, [other(p256, "x", "="), other(p256, "x", "=.")]),
  row("a second coordinate in the other alphabet", p384, [other(p384, "y"), other(p384, "y", "=")]),
  row("a first coordinate with a zero before it", p256, [led(p256, "x", 0), led(p256, "x", 1)]),
  row("a second coordinate with a zero before it", p256, [led(p256, "y", 0), led(p256, "y", 0, 0)]),
  row("a long coordinate with a zero before it", p521, [led(p521, "x", 0), led(p521, "x", 0, 0)]),
  row("a coordinate as it is written elsewhere", p384, [{}, shortened(p384, "x")]),
  row("an Ed25519 point with padding", ed25519, [padded(ed25519, "x", "="), padded(ed25519, "x", "==")]),
  row("an Ed25519 point in the other alphabet", ed25519, [other(ed25519, "x"), shortened(ed25519, "x")]),
  row("an Ed25519 point with a zero before it", ed25519, [led(ed25519, "x", 0), led(ed25519, "x", 1)]),
  row("an Ed25519 key by its newer name", ed25519, [{ alg: "Ed25519" }, { alg: "Ed448" }], "unsupported"),
  row("an Ed25519 key by its older name", ed25519, [{ alg: "EdDSA" }, { alg: "ES256" }]),
  row("an RSA key whose optional members are null", rsa, [nulls, { ...nulls, use: "enc" }], "other_use"),
  row("an EC key whose optional members are null", p256, [nulls, { ...nulls, key_ops: [] }], "other_use"),
  row("a key whose private numbers are null", rsa, [noPrivateNumbers, { ...noPrivateNumbers, d: "" }], "private"),
  row("a key whose secret is null", rsa, [noPrivateNumbers, { ...noPrivateNumbers, k: "" }], "symmetric"),
  row("a key whose id is null", rsa, [{ kid: null }, { kid: null, alg: false }]),
  row("a key with members that nobody knows", p256, [
    { "x5t#S512": 1, iat: null },
    { kty: null, iat: null },
  ]),
];
