import { rolesOf } from "../directory/index.ts";
import type { JsonObject } from "../language/json.ts";
import type { AuthorizationCheck } from "../policy/index.ts";
import { type ProjectContext, settling } from "../projects/index.ts";
import { type EpochMilliseconds, retryUntilSettled } from "../store/index.ts";
import { checkAuthorization, type Verdict } from "./check-authorization.ts";
import { composePatch } from "./compose-patch.ts";
import { changed, type Draft, unchanged, writeDraft } from "./draft.ts";
import { findNamedSession, nameSession, type SessionName } from "./find-session.ts";
import { accessIntervalMilliseconds, minMoveMilliseconds } from "./limits.ts";
import { assembled, evaluated, type MintSubject, mint } from "./mint.ts";
import { readCustomClaims } from "./read-custom-claims.ts";
import { readDuration } from "./read-duration.ts";
import { type Session, sessionCollection } from "./session.ts";
import type { MintedSession, SessionAnswer } from "./session-answer.ts";
import { readSessionInput } from "./session-input.ts";
import { endOf } from "./session-times.ts";
import { inSessionTurn } from "./session-turn.ts";

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
 * claims or another end. It is signed when all is written, so that each answer takes one signature, however many requests
 * of one session come at once; those that write do so one after the other, and a hundred all succeed.
 */
export async function authenticate(context: ProjectContext, request: AuthenticateRequest): Promise<AuthenticateAnswer> {
  const wishes = {
    minutes: readDuration(request.session_duration_minutes),
    customClaims: readCustomClaims(context, request.session_custom_claims),
    check: request.authorization_check,
  };
  const input = readSessionInput(request);
  const name = await nameSession(context, input, context.backend.clock());
  const attempt = () => access(context, name, wishes);
  const writes = wishes.minutes !== undefined || wishes.customClaims !== undefined;
  // An access alone is written down by one of those that come at once; the others see that when they try again.
  const accessed = await (writes
    ? inSessionTurn(context, name, attempt)
    : retryUntilSettled(attempt, settling(context.backend)));
  const { of, session, roles, claims, verdict } = accessed;
  const sessionJwt = await mint(context, accessed);
  const sessionToken = input.kind === "token" ? input.token : "";
  return { ...of, minted: { session, roles, claims, sessionToken, sessionJwt }, verdict };
}

/** What a request asks of its session. */
interface Wishes {
  readonly minutes: number | undefined;
  readonly customClaims: JsonObject | undefined;
  readonly check: AuthorizationCheck | undefined;
}

/** A session that was accessed: what its token is minted from. */
interface Access {
  /** As it is stored now. */
  readonly session: Session;
  readonly of: MintSubject;
  readonly roles: readonly string[];
  readonly claims: JsonObject;
  readonly verdict: Verdict | undefined;
  readonly now: EpochMilliseconds;
}

async function access(
  context: ProjectContext,
  name: SessionName,
  { minutes, customClaims, check }: Wishes,
): Promise<Access> {
  const now = context.backend.clock();
  // Read
  const { session, subject, organization } = await findNamedSession(context, name, now);
  const of = { subject, organization };
  // Authorize
  const roles = rolesOf(context, subject, organization);
  const verdict = checkAuthorization(context, { check, organizationId: organization?.id, roles });
  // Evaluate, measure
  const given = evaluated(context, of);
  const patch = composePatch(context, { session, sent: [customClaims], given });
  const claims = assembled(context, given, patch);
  // Write
  const draft = accessedSession(context, { session, minutes, patch: customClaims && JSON.stringify(patch), now });
  const stored = await writeDraft(context.scope, sessionCollection, draft);
  return { session: stored, of, roles, claims, verdict, now };
}

/**
 * The session after an access. That it was accessed is written down for itself only now and then, and so is an end
 * that hardly moves.
 */
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
  const accessed = { ...session, lastAccessedAt: now, patch };
  const isDue = now - session.lastAccessedAt >= accessIntervalMilliseconds;
  const moves = Math.abs(expiresAt - session.expiresAt) >= minMoveMilliseconds;
  return isDue || moves || patch !== session.patch ? changed({ ...accessed, expiresAt }) : unchanged(accessed);
}
