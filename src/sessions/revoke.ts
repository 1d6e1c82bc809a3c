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

/** Ends all sessions of a member or user at once. Of many, most rows are removed afterwards. */
async function revokeAll(context: ProjectContext, subjectId: string): Promise<void> {
  const { scope, vertical, backend } = context;
  const subject: Subject | undefined = await scope.collection(subjectCollection).get(subjectId);
  if (subject === undefined || subject.status === "deleted") {
    throw new ApiError(vertical.subject === "member" ? "member_not_found" : "user_not_found");
  }
  // From here on none of them counts; removing the rows is clean-up.
  await endSessions(context, subject);
  const revoked = { subjectId, lastEpoch: subject.sessionEpoch };
  const page = { limit: sessionsPerPage };
  const { items, next } = await scope.collection(sessionCollection).find("subject", [subjectId], page);
  await deleteSessions(scope, idsUntil(items, revoked.lastEpoch));
  if (next !== undefined) {
    backend.afterwards?.soon(`revoked sessions of ${subjectId}`, () => removeRevoked(context, revoked));
  }
}

/** Removes the rows of all sessions of a member or user that began in an epoch until the last. */
async function removeRevoked(
  context: ProjectContext,
  { subjectId, lastEpoch }: { readonly subjectId: string; readonly lastEpoch: number },
): Promise<void> {
  const some: Session[] = [];
  for await (const session of sessionsOf(context, subjectId)) {
    some.push(session);
    if (some.length === sessionsPerPage) await deleteSessions(context.scope, idsUntil(some.splice(0), lastEpoch));
  }
  await deleteSessions(context.scope, idsUntil(some, lastEpoch));
}

function idsUntil(sessions: readonly Session[], lastEpoch: number): readonly string[] {
  return sessions.flatMap(({ id, subjectEpoch }) => (subjectEpoch <= lastEpoch ? [id] : []));
}
