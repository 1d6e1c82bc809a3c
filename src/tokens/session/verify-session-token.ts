import { isJsonObject, type JsonObject } from "../../language/json.ts";
import { stytchNamespace } from "../../language/vocabulary/reserved-claims.ts";
import type { EpochMilliseconds } from "../epoch.ts";
import { type CompactJws, readCompactJws } from "../jws/compact-jws.ts";
import { audiencesOf, numericDate, ownClaim } from "../jws/registered-claims.ts";
import { hasSignatureOf } from "../jws/verify-signature.ts";
import { maxSessionTokenCharacters } from "../limits.ts";
import { type KeyRing, verificationKey } from "../ring/key-ring.ts";
import type { TokenVertical } from "../token-vertical.ts";
import { type SessionTokenError, type SessionTokenReason, sessionTokenError } from "./session-token-error.ts";
import { acceptedIssuers, type TokenProject } from "./token-project.ts";

/** The names in a session JWT of ours; whether that session still lives is for its record to say. */
export interface SessionTokenSubject {
  readonly sessionId: string;
  /** The member or the user. */
  readonly subjectId: string;
  /** Exactly where the vertical has organizations. */
  readonly organizationId?: string;
}

/** The subject of a session JWT that passed every check, and whether its expiry was waived, or the first check that it failed. */
export type SessionTokenVerdict =
  | { readonly ok: true; readonly subject: SessionTokenSubject; readonly expired: boolean; readonly claims: JsonObject }
  | { readonly ok: false; readonly error: SessionTokenError };

/**
 * Verifies a session JWT that this project made: by the key of its own ring that `kid` names, with that key's algorithm.
 * With `waiveExpiry` one that has expired passes, and nothing else is waived. There is no leeway: the clock is our own.
 */
export async function verifySessionToken({
  token,
  ring,
  project,
  vertical,
  now,
  waiveExpiry = false,
}: {
  readonly token: string;
  readonly ring: KeyRing;
  readonly project: TokenProject;
  readonly vertical: TokenVertical;
  readonly now: EpochMilliseconds;
  readonly waiveExpiry?: boolean;
}): Promise<SessionTokenVerdict> {
  const reading = readCompactJws(token, maxSessionTokenCharacters);
  if (!reading.ok) return refuse(reading.fault);
  const fault = await signatureFault(reading.jws, ring);
  if (fault !== undefined) return refuse(fault);
  const claims = ownClaims(reading.jws);
  if (!acceptedIssuers(project).some((issuer) => ownClaim(claims, "iss") === issuer)) return refuse("iss_not_accepted");
  if (!audiencesOf(ownClaim(claims, "aud"))?.includes(project.projectId)) return refuse("aud_not_accepted");
  const exp = numericDate(ownClaim(claims, "exp"));
  if (exp === undefined) return refuse("exp_invalid");
  const expired = now >= exp * 1000;
  if (expired && !waiveExpiry) return refuse("expired");
  const nbf = numericDate(ownClaim(claims, "nbf"));
  if (nbf === undefined || now < nbf * 1000) return refuse("nbf_in_future");
  const subject = readSubject(claims, { namespace: namespaceOf(claims, project), vertical });
  return subject === undefined ? refuse("not_a_session") : { ok: true, subject, expired, claims };
}

/**
 * The claims of a token whose signature is ours. They are what `JSON.stringify` wrote, however deep and whatever strings
 * metadata holds: what we mint, we also take.
 */
function ownClaims({ payload }: CompactJws): JsonObject {
  return JSON.parse(new TextDecoder().decode(payload));
}

async function signatureFault(jws: CompactJws, ring: KeyRing): Promise<SessionTokenReason | undefined> {
  if (jws.typ !== "JWT") return "typ_not_allowed";
  if (jws.kid === undefined) return "kid_missing";
  const key = verificationKey(ring, jws.kid);
  if (key === undefined) return "unknown_kid";
  if (jws.algorithm !== key.algorithm) return "alg_not_allowed";
  const isSigned = await hasSignatureOf(jws, { algorithm: key.algorithm, key: key.publicKey });
  return isSigned ? undefined : "signature_invalid";
}

/**
 * Where our own claims stand. No custom claim was ever in the default namespace, so that it is believed before another
 * one that the project has been given since the token was made, and which was free until then.
 */
function namespaceOf(claims: JsonObject, project: TokenProject): string {
  return Object.hasOwn(claims, `${stytchNamespace}session`) ? stytchNamespace : project.namespace;
}

/** Other tokens that the same ring signs name no session. */
function readSubject(
  claims: JsonObject,
  { namespace, vertical }: { readonly namespace: string; readonly vertical: TokenVertical },
): SessionTokenSubject | undefined {
  const sessionId = member(claims, `${namespace}session`, "id");
  const organizationId = member(claims, `${namespace}organization`, "organization_id");
  const subjectId = ownClaim(claims, "sub");
  if (sessionId === undefined || typeof subjectId !== "string") return undefined;
  if ((organizationId !== undefined) !== vertical.hasOrganization) return undefined;
  return { sessionId, subjectId, ...(organizationId === undefined ? {} : { organizationId }) };
}

/** A string inside a claim that is an object. */
function member(claims: JsonObject, name: string, field: string): string | undefined {
  const claim = ownClaim(claims, name);
  if (claim === undefined || !isJsonObject(claim)) return undefined;
  const value = ownClaim(claim, field);
  return typeof value === "string" ? value : undefined;
}

function refuse(reason: SessionTokenReason): SessionTokenVerdict {
  return { ok: false, error: sessionTokenError(reason) };
}
