import type { ProjectContext } from "../projects/index.ts";
import { everyDocument, type Pacing, type StoreScope } from "../store/index.ts";
import { sessionsPerPage } from "./limits.ts";
import { type Session, sessionCollection } from "./session.ts";

/** The stored sessions of a member or user, the oldest first; those that were revoked with others may be among them. */
export async function* sessionsOf({ scope, backend }: ProjectContext, subjectId: string): AsyncGenerator<Session> {
  const reading = { key: [subjectId], limit: sessionsPerPage };
  yield* everyDocument(scope.collection(sessionCollection), "subject", backend.pacing, reading);
}

/** The newest of them, so many at most, the newest first; older ones are not read. */
export async function newestSessions(
  scope: StoreScope,
  pacing: Pick<Pacing, "turns">,
  { subjectId, most }: { readonly subjectId: string; readonly most: number },
): Promise<readonly Session[]> {
  const reading = { key: [subjectId], limit: Math.min(most, sessionsPerPage), descending: true };
  const newest: Session[] = [];
  for await (const session of everyDocument(scope.collection(sessionCollection), "subject", pacing, reading)) {
    if (newest.push(session) === most) break;
  }
  return newest;
}

/** Removes stored sessions, all at once; how many of them were there. */
export async function deleteSessions(scope: StoreScope, ids: readonly string[]): Promise<number> {
  const sessions = scope.collection(sessionCollection);
  const wereThere = await Promise.all(ids.map((id) => sessions.delete(id)));
  return wereThere.filter(Boolean).length;
}
