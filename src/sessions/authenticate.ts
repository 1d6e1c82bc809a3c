import { rolesOf } from "../directory/index.ts";
import type { AuthorizationCheck } from "../policy/index.ts";
import { type ProjectContext, settling } from "../projects/index.ts";
import { type EpochMilliseconds, retryUntilSettled } from "../store/index.ts";
import { checkAuthorization, type Verdict } from "./check-authorization.ts";
import { composePatch } from "./compose-patch.ts";
import { changed, type Draft, unchanged, writeDraft } from "./draft.ts";
import { findSession } from "./find-session.ts";
import { accessIntervalMilliseconds } from "./limits.ts";
import { currentClaims, mint } from "./mint.ts";
import { readCustomClaims } from "./read-custom-claims.ts";
import { readDuration } from "./read-duration.ts";
import { type Session, sessionCollection } from "./session.ts";
import type { MintedSession, SessionAnswer } from "./session-answer.ts";
import { readSessionInput } from "./session-input.ts";
import { endOf } from "./session-times.ts";

/** The body of an authenticate, as the API names its fields. */
export interface AuthenticateRequest {
  readonly session_token?: string | undefined;
  readonly session_jwt?: string | undefined;
  readonly session_duration_minutes?: unknown;
  readonly session_custom_claims?: unknown;
  readonly authorization_check?: AuthorizationCheck | undefined;
}

/** The answer of an authenticate. */
export type AuthenticateAnswer = SessionAnswer & {
  readonly minted: MintedSession;
  /** Where the request had an `authorization_check`. */
  readonly verdict: Verdict | undefined;
};

/**
 * Takes a session's token, or a JWT of it: a new JWT with current claims, and where the request says so more custom
 * claims or another end. Fifty at once all succeed: whoever loses a race does all of it again.
 */
export function authenticate(context: ProjectContext, request: AuthenticateRequest): Promise<AuthenticateAnswer> {
  return retryUntilSettled(() => authenticateOnce(context, request), settling(context.backend));
}

async function authenticateOnce(context: ProjectContext, request: AuthenticateRequest): Promise<AuthenticateAnswer> {
  const now = context.backend.clock();
  // Read
  const minutes = readDuration(request.session_duration_minutes);
  const customClaims = readCustomClaims(context, request.session_custom_claims);
  const input = readSessionInput(request);
  // Verify
  const { session, subject, organization } = await findSession(context, input, now);
  // Authorize
  const roles = rolesOf(context, subject, organization);
  const check = request.authorization_check;
  const verdict = checkAuthorization(context, { check, organizationId: organization?.id, roles });
  // Evaluate, measure, sign
  const patch = composePatch(session, customClaims);
  const of = { subject, organization };
  const claims = currentClaims(context, of, patch);
  const accessed = accessedSession(context, { session, minutes, patch: customClaims && JSON.stringify(patch), now });
  const sessionJwt = await mint(context, { session: accessed.document, of, claims, now });
  // Write
  await writeDraft(context.scope, sessionCollection, accessed);
  const sessionToken = input.kind === "token" ? input.token : "";
  return {
    subject,
    organization,
    minted: { session: accessed.document, roles, claims, sessionToken, sessionJwt },
    verdict,
  };
}

/** The session after an access. That it was accessed is written down for itself only now and then. */
function accessedSession(
  context: ProjectContext,
  {
    session,
    minutes,
    patch = session.patch,
    now,
  }: {
    readonly session: Session;
    readonly minutes: number | undefined;
    readonly patch: string | undefined;
    readonly now: EpochMilliseconds;
  },
): Draft<Session> {
  const { startedAt } = session;
  const expiresAt = minutes === undefined ? session.expiresAt : endOf(context, { now, startedAt, minutes });
  const accessed = { ...session, lastAccessedAt: now, expiresAt, patch };
  const isDue = now - session.lastAccessedAt >= accessIntervalMilliseconds;
  return isDue || minutes !== undefined || patch !== session.patch ? changed(accessed) : unchanged(accessed);
}
