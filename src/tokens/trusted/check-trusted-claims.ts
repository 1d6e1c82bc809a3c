import { invariant } from "../../language/invariant.ts";
import type { JsonObject } from "../../language/json.ts";
import { type EpochMilliseconds, wholeSeconds } from "../epoch.ts";
import { audiencesOf, numericDate, ownClaim } from "../jws/registered-claims.ts";
import { defaultLeewaySeconds, defaultMaxLifetimeSeconds } from "../limits.ts";
import type { TrustedTokenReason } from "./trusted-token-error.ts";
import type { TrustedTokenRules } from "./trusted-token-rules.ts";

/** The registered claims of a trusted token, once they are checked. */
export type ClaimsCheck =
  | {
      readonly ok: true;
      /** From then on the token is refused: its `exp` and the leeway. */
      readonly acceptableUntil: EpochMilliseconds;
    }
  | Refusal;

interface Refusal {
  readonly ok: false;
  readonly reason: TrustedTokenReason;
}

/** Checks the registered claims (RFC 7519 §4.1) against a profile: who it is by and for, when, and the types of the ids. */
export function checkTrustedClaims(
  claims: JsonObject,
  { rules, now }: { readonly rules: TrustedTokenRules; readonly now: EpochMilliseconds },
): ClaimsCheck {
  invariant(rules.issuer !== "" && rules.audience !== "", "the rules name an issuer and an audience");
  if (ownClaim(claims, "iss") !== rules.issuer) return refuse("iss_not_accepted");
  const audiences = audiencesOf(ownClaim(claims, "aud"));
  if (audiences === undefined) return refuse("aud_invalid");
  if (!audiences.includes(rules.audience)) return refuse("aud_not_accepted");
  for (const name of ["sub", "jti"] as const) {
    const id = ownClaim(claims, name);
    if (id !== undefined && typeof id !== "string") return refuse(`${name}_not_a_string`);
  }
  return checkTimes(claims, { rules, now });
}

function checkTimes(
  claims: JsonObject,
  { rules, now }: { readonly rules: TrustedTokenRules; readonly now: EpochMilliseconds },
): ClaimsCheck {
  const { leewaySeconds = defaultLeewaySeconds, maxLifetimeSeconds = defaultMaxLifetimeSeconds } = rules;
  // No comparison with NaN holds, so that one of these would let every token pass.
  invariant(leewaySeconds >= 0 && Number.isFinite(leewaySeconds), "the leeway is a number of seconds");
  invariant(maxLifetimeSeconds === null || maxLifetimeSeconds > 0, "the greatest lifetime is a number of seconds");
  const dates = readDates(claims);
  if (!dates.ok) return dates;
  const { exp, iat, nbf } = dates;
  const acceptableUntil = (exp + leewaySeconds) * 1000;
  if (now >= acceptableUntil) return refuse("expired");
  const latestStart = now / 1000 + leewaySeconds;
  if (iat !== undefined && iat > latestStart) return refuse("iat_in_future");
  if (nbf !== undefined && nbf > latestStart) return refuse("nbf_in_future");
  // Without `iat` the life that is left is what can be bounded.
  if (maxLifetimeSeconds !== null && exp - (iat ?? wholeSeconds(now)) > maxLifetimeSeconds) {
    return refuse("lifetime_too_long");
  }
  return { ok: true, acceptableUntil };
}

type DatesReading =
  | { readonly ok: true; readonly exp: number; readonly iat: number | undefined; readonly nbf: number | undefined }
  | Refusal;

function readDates(claims: JsonObject): DatesReading {
  if (!Object.hasOwn(claims, "exp")) return refuse("exp_missing");
  const [exp, iat, nbf] = [claims.exp, ownClaim(claims, "iat"), ownClaim(claims, "nbf")].map(numericDate);
  if (exp === undefined) return refuse("exp_invalid");
  if (iat === undefined && Object.hasOwn(claims, "iat")) return refuse("iat_invalid");
  if (nbf === undefined && Object.hasOwn(claims, "nbf")) return refuse("nbf_invalid");
  return { ok: true, exp, iat, nbf };
}

function refuse(reason: TrustedTokenReason): Refusal {
  return { ok: false, reason };
}
