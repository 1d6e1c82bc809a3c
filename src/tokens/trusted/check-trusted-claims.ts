import { invariant } from "../../language/invariant.ts";
import type { JsonObject } from "../../language/json.ts";
import { type EpochMilliseconds, wholeSeconds } from "../epoch.ts";
import { audiencesOf, numericDate, ownClaim } from "../jws/registered-claims.ts";
import { defaultLeewaySeconds, defaultMaxLifetimeSeconds } from "../limits.ts";
import type { TokenTrace } from "./token-trace.ts";
import { shortened, type TrustedTokenReason } from "./trusted-token-error.ts";
import type { TrustedTokenRules } from "./trusted-token-rules.ts";

/** Audiences of a token that a refusal tells. */
const maxShownAudiences = 10;

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
  /** Whom the token says that it is by or for, where that is what is wrong with it. */
  readonly details?: JsonObject;
}

/** The profile and the time that claims are checked against, and who is told of it. */
interface ClaimsContext {
  readonly rules: TrustedTokenRules;
  readonly now: EpochMilliseconds;
  readonly trace?: TokenTrace | undefined;
}

/** Checks the registered claims (RFC 7519 §4.1) against a profile: who it is by and for, when, and the types of the ids. */
export function checkTrustedClaims(claims: JsonObject, context: ClaimsContext): ClaimsCheck {
  const { rules, trace } = context;
  requireNames(rules);
  trace?.begin("issuer");
  const issuer = checkIssuer(claims, rules, trace);
  if (issuer !== undefined) return issuer;
  trace?.begin("audience");
  const audience = checkAudience(claims, rules, trace) ?? checkClient(claims, rules, trace);
  if (audience !== undefined) return audience;
  trace?.begin("ids");
  for (const name of ["sub", "jti"] as const) {
    const id = ownClaim(claims, name);
    if (id !== undefined && typeof id !== "string") return refuse(`${name}_not_a_string`);
  }
  trace?.begin("times");
  return checkTimes(claims, context);
}

/** Rules that name nobody would let every token pass. */
function requireNames({ issuers, issuerOf, audiences, clients = [] }: TrustedTokenRules): void {
  invariant(issuers.length > 0 || issuerOf !== undefined, "the rules name an issuer");
  invariant(
    audiences.length > 0 || clients.length > 0,
    "the rules name an audience, or the clients of tokens without one",
  );
  invariant(![...issuers, ...audiences, ...clients].includes(""), "an issuer, an audience and a client have names");
}

function checkIssuer(
  claims: JsonObject,
  { issuers, issuerOf }: TrustedTokenRules,
  trace: TokenTrace | undefined,
): Refusal | undefined {
  const issuer = ownClaim(claims, "iss");
  if (typeof issuer !== "string" || issuer === "") return refuse("iss_not_accepted");
  const isAccepted = issuers.includes(issuer) || issuer === issuerOf?.(claims);
  if (!isAccepted) return refuse("iss_not_accepted", { issuer: shortened(issuer) });
  trace?.gave({ kind: "issuer", issuer });
  return undefined;
}

function checkAudience(
  claims: JsonObject,
  { audiences: accepted }: TrustedTokenRules,
  trace: TokenTrace | undefined,
): Refusal | undefined {
  if (accepted.length === 0) return Object.hasOwn(claims, "aud") ? refuse("aud_not_absent") : undefined;
  const audiences = audiencesOf(ownClaim(claims, "aud"));
  if (audiences === undefined) return refuse("aud_invalid");
  const audience = audiences.find((one) => accepted.includes(one));
  if (audience === undefined) {
    return refuse("aud_not_accepted", { audience: audiences.slice(0, maxShownAudiences).map(shortened) });
  }
  trace?.gave({ kind: "audience", audience });
  return undefined;
}

/** By issuer another claim names the client: `client_id` (RFC 9068 §2.2), `azp` (OpenID Connect Core §2) or `appid`. */
function checkClient(
  claims: JsonObject,
  { clients = [] }: TrustedTokenRules,
  trace: TokenTrace | undefined,
): Refusal | undefined {
  if (clients.length === 0) return undefined;
  const name = ["client_id", "azp", "appid"].find((claim) => Object.hasOwn(claims, claim));
  const client = name === undefined ? undefined : claims[name];
  if (typeof client !== "string" || !clients.includes(client)) return refuse("client_not_accepted");
  trace?.gave({ kind: "client", client });
  return undefined;
}

function checkTimes(claims: JsonObject, { rules, now, trace }: ClaimsContext): ClaimsCheck {
  const { leewaySeconds = defaultLeewaySeconds, maxLifetimeSeconds = defaultMaxLifetimeSeconds } = rules;
  // No comparison with NaN holds, so that one of these would let every token pass.
  invariant(leewaySeconds >= 0 && Number.isFinite(leewaySeconds), "the leeway is a number of seconds");
  invariant(maxLifetimeSeconds === null || maxLifetimeSeconds > 0, "the greatest lifetime is a number of seconds");
  const dates = readDates(claims);
  if (!dates.ok) return dates;
  const { exp, iat, nbf } = dates;
  const acceptableUntil = (exp + leewaySeconds) * 1000;
  trace?.gave({ kind: "end", acceptableUntil });
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

function refuse(reason: TrustedTokenReason, details?: JsonObject): Refusal {
  return details === undefined ? { ok: false, reason } : { ok: false, reason, details };
}
