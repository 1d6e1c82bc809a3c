import type { ProjectContext } from "../projects/index.ts";
import { everyDocument, type StoreScope } from "../store/index.ts";
import { maxSessions, sessionsPerPage } from "./limits.ts";
import { type Session, sessionCollection } from "./session.ts";

/** The stored sessions of a member or user, the oldest first; those that were revoked with others may be among them. */
export async function* sessionsOf({ scope, backend }: ProjectContext, subjectId: string): AsyncGenerator<Session> {
  const reading = { key: [subjectId], limit: sessionsPerPage };
  yield* everyDocument(scope.collection(sessionCollection), "subject", backend.pacing, reading);
}

/** The newest of them, as many as may be live. */
export async function newestSessions(context: ProjectContext, subjectId: string): Promise<readonly Session[]> {
  const newest: Session[] = [];
  for await (const session of sessionsOf(context, subjectId)) {
    newest.push(session);
    if (newest.length === 2 * maxSessions) newest.splice(0, maxSessions);
  }
  return newest.slice(-maxSessions);
}

/** Removes stored sessions, all at once; how many of them were there. */
export async function deleteSessions(scope: StoreScope, ids: readonly string[]): Promise<number> {
  const sessions = scope.collection(sessionCollection);
  const wereThere = await Promise.all(ids.map((id) => sessions.delete(id)));
  return wereThere.filter(Boolean).length;
}
