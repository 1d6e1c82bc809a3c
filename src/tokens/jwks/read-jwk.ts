import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "../../language/json.ts";
import { ownClaim } from "../jws/registered-claims.ts";
import { algorithmNamed, fitsKey } from "../jws/signature-algorithm.ts";
import { type PublicKeyFault, publicKeyFault } from "../public-keys/public-key-fault.ts";
import type { TrustedKey } from "../public-keys/trusted-key.ts";
import { readJwkNumber } from "./read-jwk-number.ts";
import type { UnusableKey, UnusableKeyReason } from "./unusable-key.ts";

/** A key to verify tokens with, or why it is none. */
export type JwkReading =
  | { readonly ok: true; readonly key: TrustedKey }
  | { readonly ok: false; readonly unusable: UnusableKey };

/** The octets of a coordinate by type and curve (RFC 7518 §6.2.1, RFC 8037 §2): all that is supported but RSA. */
const octetsByCurve: ReadonlyMap<string, number> = new Map([
  ["EC P-256", 32],
  ["EC P-384", 48],
  ["EC P-521", 66],
  ["OKP Ed25519", 32],
]);

/** What only a private key has (RFC 7518 §6.2.2 and §6.3.2): whoever publishes one has given it away. */
const privateMembers: readonly string[] = ["d", "p", "q", "dp", "dq", "qi", "oth"];

/** The algorithms that encrypt and agree on keys (RFC 7518 §4.1), whatever follows in their names. */
const encryption = /^(?:RSA1_5|RSA-OAEP|ECDH-ES)/;

const reasonByFault: Readonly<Record<PublicKeyFault, UnusableKeyReason>> = {
  unsupported_key_type: "unsupported",
  rsa_key_too_short: "weak",
  rsa_exponent_too_small: "weak",
  rsa_key_unusable: "unsupported",
  weak_curve_point: "weak",
};

/**
 * Reads a JWK (RFC 7517 §4) as a key to verify tokens with. Members that are null count as absent, and its numbers may be
 * written as `readJwkNumber` has them. A set may have keys of other kinds beside it (RFC 7517 §5), and wrong ones.
 */
export function readJwk(jwk: Json): JwkReading {
  const members = isJsonObject(jwk) ? withoutNulls(jwk) : {};
  const kid = ownClaim(members, "kid");
  const named = typeof kid === "string" ? { kid } : {};
  const reason = misuse(members) ?? (kid === undefined || typeof kid === "string" ? undefined : "malformed");
  const reading = reason === undefined ? readKey(members) : refuse(reason);
  return reading.ok
    ? { ok: true, key: { ...named, ...reading.key } }
    : { ok: false, unusable: { ...named, reason: reading.reason } };
}

function withoutNulls(jwk: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(jwk).filter(([, value]) => value !== null));
}

/** What a key is for, unless that is to verify signatures, as far as it says so (RFC 7517 §4.2 to §4.4). */
function misuse(members: JsonObject): UnusableKeyReason | undefined {
  if (ownClaim(members, "kty") === "oct" || Object.hasOwn(members, "k")) return "symmetric";
  if (privateMembers.some((name) => Object.hasOwn(members, name))) return "private";
  const use = ownClaim(members, "use");
  if (use !== undefined && use !== "sig") return typeof use === "string" ? "other_use" : "malformed";
  const operations = ownClaim(members, "key_ops");
  if (operations !== undefined && !Array.isArray(operations)) return "malformed";
  if (operations?.includes("verify") === false) return "other_use";
  const algorithm = ownClaim(members, "alg");
  if (algorithm === undefined) return undefined;
  if (typeof algorithm !== "string") return "malformed";
  if (algorithmNamed(algorithm) !== undefined) return undefined;
  return encryption.test(algorithm) ? "other_use" : "unsupported";
}

interface Unusable {
  readonly ok: false;
  readonly reason: UnusableKeyReason;
}

type KeyReading = { readonly ok: true; readonly key: Pick<TrustedKey, "publicKey" | "algorithm"> } | Unusable;
type PublicKeyReading = { readonly ok: true; readonly publicKey: KeyObject } | Unusable;

function refuse(reason: UnusableKeyReason): Unusable {
  return { ok: false, reason };
}

/** The public key with the algorithm that it is for. */
function readKey(members: JsonObject): KeyReading {
  const reading = publicKeyOf(members);
  if (!reading.ok) return reading;
  const { publicKey } = reading;
  const fault = publicKeyFault(publicKey);
  if (fault !== undefined) return refuse(reasonByFault[fault]);
  const name = ownClaim(members, "alg");
  const algorithm = typeof name === "string" ? algorithmNamed(name) : undefined;
  if (algorithm === undefined) return { ok: true, key: { publicKey } };
  return fitsKey(algorithm, publicKey) ? { ok: true, key: { publicKey, algorithm } } : refuse("malformed");
}

function publicKeyOf(members: JsonObject): PublicKeyReading {
  const [kty, crv] = [ownClaim(members, "kty"), ownClaim(members, "crv")];
  if (typeof kty !== "string") return refuse("malformed");
  if (kty === "RSA") return keyOf({ kty, ...numbersOf(members, ["n", "e"]) });
  if (kty !== "EC" && kty !== "OKP") return refuse("unsupported");
  if (typeof crv !== "string") return refuse("malformed");
  const octets = octetsByCurve.get(`${kty} ${crv}`);
  if (octets === undefined) return refuse("unsupported");
  return keyOf({ kty, crv, ...numbersOf(members, kty === "EC" ? ["x", "y"] : ["x"], octets) });
}

/** What there is of these numbers, as far as they are written as they may be. */
function numbersOf(members: JsonObject, names: readonly string[], octets?: number): JsonWebKey {
  const numbers = names.map((name) => [name, readJwkNumber(ownClaim(members, name), octets)] as const);
  return Object.fromEntries(numbers.filter(([, number]) => number !== undefined));
}

/** Node.js refuses a key that lacks a number, and a point that is not on its curve. */
function keyOf(key: JsonWebKey): PublicKeyReading {
  try {
    return { ok: true, publicKey: createPublicKey({ key, format: "jwk" }) };
  } catch {
    return refuse("malformed");
  }
}
