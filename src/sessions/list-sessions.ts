import { rolesOf } from "../directory/index.ts";
import type { JsonObject } from "../language/json.ts";
import { ApiError, type ProjectContext } from "../projects/index.ts";
import { storedPatch } from "./compose-patch.ts";
import { maxSessions } from "./limits.ts";
import { liveSessionOf, readOwners } from "./live-session.ts";
import { assembled, evaluated } from "./mint.ts";
import type { Session } from "./session.ts";
import { newestSessions } from "./subject-sessions.ts";

/** A live session as the API lists it. */
export interface ListedSession {
  readonly session: Session;
  readonly roles: readonly string[];
  /** What a token of it would say now; absent where it could not be minted. */
  readonly claims: JsonObject | undefined;
}

/**
 * Every live session of a member or user, the oldest first. The template is evaluated once for all of them. No more rows
 * are read than may be live, however many there are of sessions that have ended.
 */
export async function listSessions(context: ProjectContext, subjectId: string): Promise<readonly ListedSession[]> {
  const { scope, backend } = context;
  const stored = (await newestSessions(scope, backend.pacing, { subjectId, most: maxSessions })).toReversed();
  const [first] = stored;
  if (first === undefined) return [];
  // A subject is of one organization for good. Epochs are compared with what is read after the sessions.
  const owners = await readOwners(context, first);
  const now = backend.clock();
  const live = stored.flatMap((session) => liveSessionOf(context, session, { owners, now }) ?? []);
  const [{ subject, organization } = {}] = live;
  if (subject === undefined) return [];
  const roles = rolesOf(context, subject, organization);
  const given = unlessRefused(() => evaluated(context, { subject, organization }));
  const turn = backend.pacing.turns();
  const listed: ListedSession[] = [];
  for (const { session } of live) {
    await turn();
    const claims = given && unlessRefused(() => assembled(context, given, storedPatch(session)));
    listed.push({ session, roles, claims });
  }
  return listed;
}

function unlessRefused<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}
