import { type Organization, organizationCollection, type Subject, subjectCollection } from "../directory/index.ts";
import type { ProjectContext } from "../projects/index.ts";
import type { EpochMilliseconds } from "../store/index.ts";
import type { Session } from "./session.ts";
import { latestEnd } from "./session-times.ts";

/** Those whom a session is about, as they are stored now; absent where they are not. */
export interface SessionOwners {
  readonly subject: Subject | undefined;
  /** Only in B2B projects. */
  readonly organization: Organization | undefined;
}

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
  if (now >= endOf(context, stored)) return undefined;
  return liveSessionOf(context, stored, { owners: await readOwners(context, stored), now });
}

/** Reads whom a session is about. */
export async function readOwners(
  { scope, vertical }: ProjectContext,
  { subjectId, organizationId }: Pick<Session, "subjectId" | "organizationId">,
): Promise<SessionOwners> {
  const [subject, organization] = await Promise.all([
    scope.collection(subjectCollection).get(subjectId),
    vertical.hasOrganization ? scope.collection(organizationCollection).get(organizationId) : undefined,
  ]);
  return { subject, organization };
}

/** The same as `liveSession` where its owners were read, after the session itself was. */
export function liveSessionOf(
  context: ProjectContext,
  stored: Session,
  { owners: { subject, organization }, now }: { readonly owners: SessionOwners; readonly now: EpochMilliseconds },
): LiveSession | undefined {
  const session = { ...stored, expiresAt: endOf(context, stored) };
  if (now >= session.expiresAt) return undefined;
  if (subject === undefined || subject.status === "deleted" || subject.sessionEpoch !== session.subjectEpoch) {
    return undefined;
  }
  if (!context.vertical.hasOrganization) return { session, subject, organization: undefined };
  if (organization === undefined || organization.isDeleted) return undefined;
  return organization.sessionEpoch === session.organizationEpoch ? { session, subject, organization } : undefined;
}

function endOf(context: ProjectContext, { expiresAt, startedAt }: Session): EpochMilliseconds {
  return Math.min(expiresAt, latestEnd(context, startedAt));
}
