import type { ProjectContext } from "../projects/index.ts";
import { maxSessions, sessionsPerPage } from "./limits.ts";
import { deleteSessions, sessionsOf } from "./subject-sessions.ts";

/**
 * Ends the oldest sessions of a member or user that has more than 1000, as a revocation ends them. Whatever began before a
 * revocation of all is older than what is live, so that no live session ends in its place. Several servers may do it at
 * once: they end the same ones.
 */
export async function endOldestSessions(context: ProjectContext, subjectId: string): Promise<void> {
  const { scope, backend, vertical } = context;
  const newest: string[] = [];
  let ended = 0;
  for await (const { id } of sessionsOf(context, subjectId)) {
    newest.push(id);
    if (newest.length === maxSessions + sessionsPerPage) {
      ended += await deleteSessions(scope, newest.splice(0, sessionsPerPage));
    }
  }
  ended += await deleteSessions(scope, newest.slice(0, -maxSessions));
  if (ended > 0) backend.observer?.oldestSessionsEnded(vertical.id, ended);
}
