import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { isJsonObject, type Json, type JsonObject } from "../../language/json.ts";
import { decodeBase64url } from "../jws/base64url.ts";
import { ownClaim } from "../jws/registered-claims.ts";
import { algorithmNamed, fitsKey } from "../jws/signature-algorithm.ts";
import { publicKeyFault } from "../public-keys/public-key-fault.ts";
import type { TrustedKey } from "../public-keys/trusted-key.ts";

/** The numbers of each type of public key that tokens can be signed for (RFC 7518 §6, RFC 8037 §2). */
const numbersByType: ReadonlyMap<unknown, readonly string[]> = new Map([
  ["RSA", ["n", "e"]],
  ["EC", ["x", "y"]],
  ["OKP", ["x"]],
]);

/** What only a private or a symmetric key has: whoever publishes one has given it away. */
const secretParameters: readonly string[] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/**
 * The key of a JWK (RFC 7517 §4), or nothing if it is not one to verify signatures of tokens with: a symmetric or a private
 * key, one for another use, of a type or an algorithm that is not known, too weak, or written wrongly. A set may have such
 * keys beside others (RFC 7517 §5).
 */
export function readJwk(jwk: Json): TrustedKey | undefined {
  if (!isJsonObject(jwk) || secretParameters.some((name) => Object.hasOwn(jwk, name)) || !isToVerify(jwk)) {
    return undefined;
  }
  const kid = ownClaim(jwk, "kid");
  if (kid !== undefined && typeof kid !== "string") return undefined;
  const publicKey = publicKeyOf(jwk);
  if (publicKey === undefined || publicKeyFault(publicKey) !== undefined) return undefined;
  const named = kid === undefined ? {} : { kid };
  const name = ownClaim(jwk, "alg");
  if (name === undefined) return { publicKey, ...named };
  const algorithm = typeof name === "string" ? algorithmNamed(name) : undefined;
  return algorithm !== undefined && fitsKey(algorithm, publicKey) ? { publicKey, ...named, algorithm } : undefined;
}

/** Whether `use` and `key_ops`, as far as they are there, allow to verify signatures (RFC 7517 §4.2 and §4.3). */
function isToVerify(jwk: JsonObject): boolean {
  const use = ownClaim(jwk, "use");
  const operations = ownClaim(jwk, "key_ops");
  if (use !== undefined && use !== "sig") return false;
  return operations === undefined || (Array.isArray(operations) && operations.includes("verify"));
}

function publicKeyOf(jwk: JsonObject): KeyObject | undefined {
  const [kty, crv] = [ownClaim(jwk, "kty"), ownClaim(jwk, "crv")];
  const key: JsonWebKey = {
    ...(typeof kty === "string" ? { kty } : {}),
    ...(typeof crv === "string" ? { crv } : {}),
  };
  for (const name of numbersByType.get(kty) ?? []) {
    const value = ownClaim(jwk, name);
    if (typeof value !== "string" || decodeBase64url(value) === undefined) return undefined;
    key[name] = value;
  }
  try {
    return createPublicKey({ key, format: "jwk" });
  } catch {
    return undefined;
  }
}
