import { ApiError, type ProjectContext } from "../projects/index.ts";
import type { EpochMilliseconds } from "../store/index.ts";
import { verifySessionToken } from "../tokens/index.ts";
import { type LiveSession, liveSession } from "./live-session.ts";
import { type Session, sessionCollection } from "./session.ts";
import type { SessionInput } from "./session-input.ts";
import { hashSessionToken, isTokenSized } from "./session-token.ts";

/** The live session that a request names. A JWT may have expired: whether its session lives is for the record to say. */
export async function findSession(
  context: ProjectContext,
  input: SessionInput,
  now: EpochMilliseconds,
): Promise<LiveSession> {
  const session = input.kind === "token" ? await byToken(context, input.token) : await byJwt(context, input.jwt, now);
  const live = session === undefined ? undefined : await liveSession(context, session, now);
  if (live === undefined) throw new ApiError("session_not_found");
  return live;
}

async function byToken({ scope }: ProjectContext, token: string): Promise<Session | undefined> {
  if (!isTokenSized(token)) return undefined;
  return scope.collection(sessionCollection).findOne("token", [hashSessionToken(token)]);
}

async function byJwt({ scope, keys, active, vertical }: ProjectContext, jwt: string, now: EpochMilliseconds) {
  const verdict = await verifySessionToken({
    token: jwt,
    ring: await keys.ring(),
    project: active.tokenProject,
    vertical,
    now,
    waiveExpiry: true,
  });
  if (!verdict.ok) throw new ApiError(verdict.error.type, verdict.error.message);
  const { sessionId, subjectId, organizationId = "" } = verdict.subject;
  const session = await scope.collection(sessionCollection).get(sessionId);
  // A JWT names its own session only, whatever namespace its claims once stood in.
  const isOwn = session?.subjectId === subjectId && session.organizationId === organizationId;
  return isOwn ? session : undefined;
}
