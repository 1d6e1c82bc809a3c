import { endSessions, type Subject, subjectCollection } from "../directory/index.ts";
import { ApiError, type ProjectContext } from "../projects/index.ts";
import { findSession } from "./find-session.ts";
import { sessionsPerPage } from "./limits.ts";
import { liveSession } from "./live-session.ts";
import { type Session, sessionCollection } from "./session.ts";
import { readOptionalSessionInput } from "./session-input.ts";
import { deleteSessions, sessionsOf } from "./subject-sessions.ts";

/** The sessions that are to end; exactly one way to name them. */
export interface RevokeRequest {
  readonly sessionId?: string | undefined;
  /** All sessions of this member or user. */
  readonly subjectId?: string | undefined;
  readonly session_token?: string | undefined;
  readonly session_jwt?: string | undefined;
}

/** Ends one session, or all of a member. A JWT that is out already verifies locally until it expires. */
export async function revoke(context: ProjectContext, request: RevokeRequest): Promise<void> {
  const { sessionId = "", subjectId = "" } = request;
  const input = readOptionalSessionInput(request, "too_many_session_revoke_arguments");
  const ways = [sessionId !== "", subjectId !== "", input !== undefined].filter(Boolean).length;
  if (ways > 1) throw new ApiError("too_many_session_revoke_arguments");
  if (ways === 0) throw new ApiError("no_session_revoke_arguments");
  if (subjectId !== "") return revokeAll(context, subjectId);
  const session =
    input === undefined
      ? await findById(context, sessionId)
      : (await findSession(context, input, context.backend.clock())).session;
  const wasThere = await context.scope.collection(sessionCollection).delete(session.id);
  if (!wasThere) throw new ApiError("session_not_found");
}

async function findById(context: ProjectContext, sessionId: string): Promise<Session> {
  const session = await context.scope.collection(sessionCollection).get(sessionId);
  const live = session === undefined ? undefined : await liveSession(context, session, context.backend.clock());
  if (live === undefined) throw new ApiError("session_not_found");
  return live.session;
}

async function revokeAll(context: ProjectContext, subjectId: string): Promise<void> {
  const subject: Subject | undefined = await context.scope.collection(subjectCollection).get(subjectId);
  if (subject === undefined || subject.status === "deleted") {
    throw new ApiError(context.vertical.subject === "member" ? "member_not_found" : "user_not_found");
  }
  // From here on none of them counts; removing the rows is clean-up.
  await endSessions(context, subject);
  const old: string[] = [];
  for await (const { id, subjectEpoch } of sessionsOf(context, subjectId)) {
    if (subjectEpoch <= subject.sessionEpoch) old.push(id);
    if (old.length === sessionsPerPage) await deleteSessions(context.scope, old.splice(0));
  }
  await deleteSessions(context.scope, old);
}
