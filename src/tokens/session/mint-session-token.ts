import { CompactSign } from "jose";
import { type MutableObject, setOwn } from "../../claims/copy-json.ts";
import { invariant } from "../../language/invariant.ts";
import type { JsonObject } from "../../language/json.ts";
import { isInReservedNamespace, isReservedClaim } from "../../language/vocabulary/reserved-claims.ts";
import { type EpochMilliseconds, rfc3339Seconds, wholeSeconds } from "../epoch.ts";
import { notBeforeSeconds, sessionTokenLifetimeSeconds } from "../limits.ts";
import type { SigningKey } from "../ring/ring-key.ts";
import type { TokenVertical } from "../token-vertical.ts";
import { issuerOf, type TokenProject } from "./token-project.ts";

/** The session that a JWT speaks of. */
export interface TokenSession {
  readonly sessionId: string;
  /** The member or the user. */
  readonly subjectId: string;
  readonly startedAt: EpochMilliseconds;
  readonly lastAccessedAt: EpochMilliseconds;
  readonly expiresAt: EpochMilliseconds;
  readonly userAgent: string;
  readonly ipAddress: string;
  readonly factors: readonly TokenFactor[];
  readonly roles: readonly string[];
}

/** An authentication factor as the JWT has it: without the times of its record. */
export interface TokenFactor {
  readonly type: string;
  readonly deliveryMethod: string;
  readonly lastAuthenticatedAt: EpochMilliseconds;
  /** The one field of its type, such as `{ trusted_auth_token_factor: { token_id } }`. */
  readonly details: JsonObject;
}

/** The organization of a session, as the JWT names it. */
export interface TokenOrganization {
  readonly organizationId: string;
  readonly slug: string;
}

/**
 * Signs the JWT of a session that is not over. Custom claims stand beside ours; `assemble` has refused reserved ones.
 * It expires after 300 seconds, or with the session if that is sooner. The top-level keys are in code-unit order.
 */
export async function mintSessionToken({
  project,
  vertical,
  session,
  organization,
  claims,
  key,
  now,
}: {
  readonly project: TokenProject;
  readonly vertical: TokenVertical;
  readonly session: TokenSession;
  /** Exactly where the vertical has organizations. */
  readonly organization?: TokenOrganization;
  readonly claims: JsonObject;
  readonly key: SigningKey;
  readonly now: EpochMilliseconds;
}): Promise<{ readonly token: string; readonly payload: JsonObject }> {
  invariant(now < session.expiresAt, "no token is minted for a session that is over");
  invariant(
    (organization !== undefined) === vertical.hasOrganization,
    "a session has the organization of its vertical",
  );
  const { namespace, projectId, customAudience } = project;
  const reserved = Object.keys(claims).some((name) => isReservedClaim(name) || isInReservedNamespace(name, namespace));
  invariant(!reserved, "custom claims are none of ours");
  const iat = wholeSeconds(now);
  const payload = inOrder({
    ...claims,
    aud: customAudience === "" || customAudience === projectId ? [projectId] : [projectId, customAudience],
    exp: Math.min(iat + sessionTokenLifetimeSeconds, wholeSeconds(session.expiresAt)),
    iat,
    iss: issuerOf(project),
    nbf: iat - notBeforeSeconds,
    sub: session.subjectId,
    [`${namespace}session`]: sessionClaim(session),
    ...(organization === undefined ? {} : { [`${namespace}organization`]: organizationClaim(organization) }),
  });
  const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: key.algorithm, kid: key.kid, typ: "JWT" })
    .sign(key.privateKey);
  return { token, payload };
}

function sessionClaim(session: TokenSession): JsonObject {
  return {
    id: session.sessionId,
    started_at: rfc3339Seconds(session.startedAt),
    last_accessed_at: rfc3339Seconds(session.lastAccessedAt),
    expires_at: rfc3339Seconds(session.expiresAt),
    attributes: { user_agent: session.userAgent, ip_address: session.ipAddress },
    authentication_factors: session.factors.map((factor) => ({
      type: factor.type,
      delivery_method: factor.deliveryMethod,
      last_authenticated_at: rfc3339Seconds(factor.lastAuthenticatedAt),
      ...factor.details,
    })),
    // Always there, even if empty: the SDKs read it unasked.
    roles: session.roles,
  };
}

function organizationClaim({ organizationId, slug }: TokenOrganization): JsonObject {
  return { organization_id: organizationId, slug };
}

function inOrder(claims: JsonObject): JsonObject {
  const ordered: MutableObject = {};
  for (const [name, value] of Object.entries(claims).sort(([a], [b]) => (a < b ? -1 : 1))) setOwn(ordered, name, value);
  return ordered;
}
