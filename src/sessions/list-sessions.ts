import { rolesOf } from "../directory/index.ts";
import type { JsonObject } from "../language/json.ts";
import { ApiError, type ProjectContext } from "../projects/index.ts";
import { storedPatch } from "./compose-patch.ts";
import { type LiveSession, liveSession } from "./live-session.ts";
import { assembled, evaluated } from "./mint.ts";
import { type Session, sessionCollection } from "./session.ts";

/** A live session as the API lists it. */
export interface ListedSession {
  readonly session: Session;
  readonly roles: readonly string[];
  /** What a token of it would say now; absent where it could not be minted. */
  readonly claims: JsonObject | undefined;
}

/** Every live session of a member or user, the oldest first. */
export async function listSessions(context: ProjectContext, subjectId: string): Promise<readonly ListedSession[]> {
  const sessions = context.scope.collection(sessionCollection);
  const listed: ListedSession[] = [];
  let after: string | undefined;
  do {
    const page = await sessions.find("subject", [subjectId], {
      limit: 100,
      ...(after === undefined ? {} : { after }),
    });
    for (const session of page.items) {
      const live = await liveSession(context, session, context.backend.clock());
      if (live === undefined) continue;
      const roles = rolesOf(context, live.subject, live.organization);
      listed.push({ session: live.session, roles, claims: claimsOf(context, live) });
    }
    after = page.next;
  } while (after !== undefined);
  return listed;
}

function claimsOf(context: ProjectContext, live: LiveSession): JsonObject | undefined {
  try {
    return assembled(context, evaluated(context, live), storedPatch(live.session));
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}
