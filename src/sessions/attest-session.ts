import type { SessionPatch } from "../claims/index.ts";
import { ApiError, newId, type ProjectContext } from "../projects/index.ts";
import { changed, created, type Draft } from "./draft.ts";
import { defaultDurationMinutes, maxFactors } from "./limits.ts";
import type { MintSubject } from "./mint.ts";
import type { Factor, Session } from "./session.ts";
import { endOf } from "./session-times.ts";
import { hashSessionToken, newSessionToken } from "./session-token.ts";

/** The session that an attest makes or adds to. */
export interface AttestedSession {
  readonly draft: Draft<Session>;
  /** Only a new session has one to tell. */
  readonly token: string | undefined;
}

/** What an attest brings to a session. */
interface Attestation {
  readonly of: MintSubject;
  readonly factor: Factor;
  readonly minutes: number | undefined;
  /** All custom claims of the session, those of this request composed into them. */
  readonly patch: SessionPatch;
}

/**
 * The session of an attest: the one that it is attached to, or a new one. There is none where the project asks, as
 * Stytch does of consumer projects, for a duration and the request has none.
 */
export function attestedSession(
  context: ProjectContext,
  { attachTo, ...attestation }: Attestation & { readonly attachTo: Session | undefined },
): AttestedSession | undefined {
  if (attachTo !== undefined) return { draft: attachedSession(context, attachTo, attestation), token: undefined };
  const { vertical, active } = context;
  const requiresDuration = !vertical.hasOrganization && active.configuration.settings.attestRequiresDuration;
  return requiresDuration && attestation.minutes === undefined ? undefined : openedSession(context, attestation);
}

function openedSession(
  context: ProjectContext,
  { of: { subject, organization }, factor, minutes = defaultDurationMinutes, patch }: Attestation,
): AttestedSession {
  const { backend, project } = context;
  const now = factor.lastAuthenticatedAt;
  const token = newSessionToken(backend.random);
  const draft = created<Session>({
    id: newId("session", { environment: project.environment, random: backend.random }),
    revision: 0,
    subjectId: subject.id,
    organizationId: organization?.id ?? "",
    tokenHash: hashSessionToken(token),
    startedAt: now,
    lastAccessedAt: now,
    expiresAt: endOf(context, { now, startedAt: now, minutes }),
    factors: [factor],
    patch: JSON.stringify(patch),
    subjectEpoch: subject.sessionEpoch,
    organizationEpoch: organization?.sessionEpoch ?? 0,
  });
  return { draft, token };
}

function attachedSession(
  context: ProjectContext,
  session: Session,
  { factor, minutes, patch }: Attestation,
): Draft<Session> {
  const now = factor.lastAuthenticatedAt;
  const { startedAt } = session;
  return changed({
    ...session,
    factors: withFactor(session.factors, factor),
    lastAccessedAt: now,
    expiresAt: minutes === undefined ? session.expiresAt : endOf(context, { now, startedAt, minutes }),
    patch: JSON.stringify(patch),
  });
}

/** A factor more, or the one of the same profile and token id renewed. */
function withFactor(factors: readonly Factor[], factor: Factor): readonly Factor[] {
  const isSame = (other: Factor): boolean => other.profileId === factor.profileId && other.tokenId === factor.tokenId;
  if (factors.some(isSame)) {
    return factors.map((other) => (isSame(other) ? { ...factor, createdAt: other.createdAt } : other));
  }
  if (factors.length >= maxFactors) throw new ApiError("session_too_many_factors");
  return [...factors, factor];
}
