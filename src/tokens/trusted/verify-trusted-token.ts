import { invariant } from "../../language/invariant.ts";
import type { JsonObject } from "../../language/json.ts";
import type { EpochMilliseconds } from "../epoch.ts";
import { type CompactJws, readClaims, readCompactJws } from "../jws/compact-jws.ts";
import { algorithmNamed, fitsKey, signatureAlgorithms } from "../jws/signature-algorithm.ts";
import { hasSignatureOf } from "../jws/verify-signature.ts";
import { defaultMaxTokenCharacters } from "../limits.ts";
import { checkTrustedClaims } from "./check-trusted-claims.ts";
import type { TokenTrace } from "./token-trace.ts";
import {
  headerDetails,
  type TrustedTokenError,
  type TrustedTokenReason,
  trustedTokenError,
  unusableKeyError,
} from "./trusted-token-error.ts";
import type { TrustedTokenRules } from "./trusted-token-rules.ts";

/** A trusted token that passed every check, or the first check that it failed. */
export type TrustedTokenVerdict =
  | {
      readonly ok: true;
      /** A number among them that would come back as another is infinite, so that whatever wants a number refuses it. */
      readonly claims: JsonObject;
      /** Which key of the profile made the signature, in the order in which they were found. */
      readonly keyIndex: number;
      readonly kid?: string;
      /** From then on the token is refused; until then it may come again. */
      readonly acceptableUntil: EpochMilliseconds;
    }
  | { readonly ok: false; readonly error: TrustedTokenError };

/**
 * What a token may say that it is (RFC 8725 §3.11), in lower case and without `application/`: a JWT, or an access token
 * (RFC 9068 §2.1). Many issuers leave it out; one made for something else, such as `logout+jwt`, is no proof of a login.
 */
const allowedTypes: readonly string[] = ["jwt", "at+jwt"];

/**
 * Verifies a JWT of a customer's own issuer (RFC 7519 §7.2, RFC 8725): its form, then its algorithm, then its signature,
 * then its claims, so that whoever holds no key learns nothing about the claims that would be accepted.
 */
export async function verifyTrustedToken({
  token,
  rules,
  now,
  trace,
}: {
  readonly token: string;
  readonly rules: TrustedTokenRules;
  readonly now: EpochMilliseconds;
  readonly trace?: TokenTrace | undefined;
}): Promise<TrustedTokenVerdict> {
  trace?.begin("form");
  const { maxTokenCharacters = defaultMaxTokenCharacters } = rules;
  invariant(maxTokenCharacters > 0, "the greatest length of a token is a number of characters");
  const reading = readCompactJws(token, maxTokenCharacters);
  if (!reading.ok) return refuse(reading.fault);
  const signer = await findSigner(reading.jws, rules, trace);
  if (!signer.ok) return signer;
  trace?.begin("claims");
  const payload = readClaims(reading.jws);
  if (!payload.ok) return refuse(payload.fault);
  const check = checkTrustedClaims(payload.claims, { rules, now, trace });
  if (!check.ok) return { ok: false, error: trustedTokenError(check.reason, check.details) };
  return { ok: true, claims: payload.claims, ...signer.signer, acceptableUntil: check.acceptableUntil };
}

interface Signer {
  readonly keyIndex: number;
  readonly kid?: string;
}

type SignerFinding =
  | { readonly ok: true; readonly signer: Signer }
  | { readonly ok: false; readonly error: TrustedTokenError };

/**
 * The key of the profile that made the signature. A key without an id is tried whatever `kid` the token has. Where none
 * did, and the key that the token names is there but cannot be used, that is why.
 */
async function findSigner(jws: CompactJws, rules: TrustedTokenRules, trace?: TokenTrace): Promise<SignerFinding> {
  trace?.begin("algorithm");
  const { kid } = jws;
  const details = headerDetails(jws);
  const { algorithms = signatureAlgorithms } = rules;
  const algorithm = algorithmNamed(jws.algorithm);
  if (algorithm === undefined || !algorithms.includes(algorithm)) return refuse("alg_not_allowed", details);
  if (!allowedTypes.includes((jws.typ ?? "jwt").toLowerCase().replace(/^application\//, ""))) {
    return refuse("typ_not_allowed");
  }
  trace?.gave({ kind: "algorithm", algorithm });
  trace?.begin("signature");
  const found =
    typeof rules.keys === "function" ? await rules.keys(kid) : { ok: true as const, keys: rules.keys, unusable: [] };
  if (!found.ok) return refuse(found.fault);
  trace?.gave({ kind: "keys", usable: found.keys.length, unusable: found.unusable });
  const unusable = found.keys.some((key) => isNamed(key, kid))
    ? undefined
    : found.unusable.find((key) => isNamed(key, kid));
  const unsigned = (reason: TrustedTokenReason) =>
    unusable === undefined ? refuse(reason, details) : { ok: false as const, error: unusableKeyError(unusable) };
  const named = [...found.keys.entries()].filter(([, key]) => key.kid === undefined || isNamed(key, kid));
  if (named.length === 0) return unsigned("unknown_kid");
  const fitting = named.filter(
    ([, key]) => fitsKey(algorithm, key.publicKey) && (key.algorithm ?? algorithm) === algorithm,
  );
  if (fitting.length === 0) return unsigned("key_type_mismatch");
  for (const [keyIndex, key] of fitting) {
    if (await hasSignatureOf(jws, { algorithm, key: key.publicKey })) {
      const signer = { keyIndex, ...(key.kid === undefined ? {} : { kid: key.kid }) };
      trace?.gave({ kind: "signer", ...signer });
      return { ok: true, signer };
    }
  }
  return unsigned("signature_invalid");
}

/** Whether a token names this key; one without a `kid` names every key. */
function isNamed(key: { readonly kid?: string }, kid: string | undefined): boolean {
  return kid === undefined || key.kid === kid;
}

function refuse(
  reason: TrustedTokenReason,
  details?: JsonObject,
): { readonly ok: false; readonly error: TrustedTokenError } {
  return { ok: false, error: trustedTokenError(reason, details) };
}
