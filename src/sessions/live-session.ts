import { type Organization, organizationCollection, type Subject, subjectCollection } from "../directory/index.ts";
import type { ProjectContext } from "../projects/index.ts";
import type { EpochMilliseconds } from "../store/index.ts";
import type { Session } from "./session.ts";
import { latestEnd } from "./session-times.ts";

/** A session that is neither over nor revoked, with the current state of those whom it is about. */
export interface LiveSession {
  readonly session: Session;
  readonly subject: Subject;
  /** Exactly in B2B projects. */
  readonly organization: Organization | undefined;
}

/**
 * Reads whom a stored session is about and compares epochs, after the session itself was read: a session that is over, or
 * was revoked with all others of its subject or its organization, is `undefined`, like that of a deleted one.
 */
export async function liveSession(
  context: ProjectContext,
  stored: Session,
  now: EpochMilliseconds,
): Promise<LiveSession | undefined> {
  const session = { ...stored, expiresAt: Math.min(stored.expiresAt, latestEnd(context, stored.startedAt)) };
  if (now >= session.expiresAt) return undefined;
  const { scope, vertical } = context;
  const [subject, organization] = await Promise.all([
    scope.collection(subjectCollection).get(session.subjectId),
    vertical.hasOrganization ? scope.collection(organizationCollection).get(session.organizationId) : undefined,
  ]);
  if (subject === undefined || subject.status === "deleted" || subject.sessionEpoch !== session.subjectEpoch) {
    return undefined;
  }
  if (!vertical.hasOrganization) return { session, subject, organization: undefined };
  if (organization === undefined || organization.isDeleted) return undefined;
  return organization.sessionEpoch === session.organizationEpoch ? { session, subject, organization } : undefined;
}
