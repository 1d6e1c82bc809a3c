import { ApiError, type ProjectContext } from "../projects/index.ts";
import type { EpochMilliseconds } from "../store/index.ts";
import { verifySessionToken } from "../tokens/index.ts";
import { type LiveSession, liveSession } from "./live-session.ts";
import { type Session, sessionCollection } from "./session.ts";
import type { SessionInput } from "./session-input.ts";
import { hashSessionToken, isTokenSized } from "./session-token.ts";

/** The session that a request names, as far as that can be told without its record. */
export type SessionName =
  | { readonly kind: "token"; readonly tokenHash: string }
  | {
      readonly kind: "jwt";
      readonly sessionId: string;
      readonly subjectId: string;
      /** Empty in consumer projects. */
      readonly organizationId: string;
    };

/** The live session that a request names. A JWT may have expired: whether its session lives is for the record to say. */
export async function findSession(
  context: ProjectContext,
  input: SessionInput,
  now: EpochMilliseconds,
): Promise<LiveSession> {
  return findNamedSession(context, await nameSession(context, input, now), now);
}

/** Reads what a request names its session by; of a JWT everything is verified but that it has not expired. */
export async function nameSession(
  { keys, active, vertical }: ProjectContext,
  input: SessionInput,
  now: EpochMilliseconds,
): Promise<SessionName> {
  if (input.kind === "token") {
    if (!isTokenSized(input.token)) throw new ApiError("session_not_found");
    return { kind: "token", tokenHash: hashSessionToken(input.token) };
  }
  const verdict = await verifySessionToken({
    token: input.jwt,
    ring: await keys.ring(),
    project: active.tokenProject,
    vertical,
    now,
    waiveExpiry: true,
  });
  if (!verdict.ok) throw new ApiError(verdict.error.type, verdict.error.message);
  const { sessionId, subjectId, organizationId = "" } = verdict.subject;
  return { kind: "jwt", sessionId, subjectId, organizationId };
}

/** The live session of a name. */
export async function findNamedSession(
  context: ProjectContext,
  name: SessionName,
  now: EpochMilliseconds,
): Promise<LiveSession> {
  const session = await storedSession(context, name);
  const live = session === undefined ? undefined : await liveSession(context, session, now);
  if (live === undefined) throw new ApiError("session_not_found");
  return live;
}

async function storedSession({ scope }: ProjectContext, name: SessionName): Promise<Session | undefined> {
  const sessions = scope.collection(sessionCollection);
  if (name.kind === "token") return sessions.findOne("token", [name.tokenHash]);
  const session = await sessions.get(name.sessionId);
  // A JWT names its own session only, whatever namespace its claims once stood in.
  const isOwn = session?.subjectId === name.subjectId && session.organizationId === name.organizationId;
  return isOwn ? session : undefined;
}
