import { ApiError, type ApiErrorType, type ProjectContext, type Vertical } from "../projects/index.ts";
import { asciiLowerCase } from "./ascii-lower-case.ts";
import { type Subject, subjectCollection } from "./subject.ts";

/** The error of a subject that is not there, by its kind. */
export const subjectNotFound = {
  member: "member_not_found",
  user: "user_not_found",
} as const satisfies Record<Vertical["subject"], ApiErrorType>;

/** A reference to a subject: where it is looked for, and by what. */
export interface SubjectReference {
  /** The member's organization; empty for a user. */
  readonly organizationId: string;
  /** An id or an external id. */
  readonly ref: string;
}

/**
 * The member or user of an id, else of an external id; rejects with `member_not_found` or `user_not_found` when there is
 * none in the organization, or when it is deleted.
 */
export async function findSubject(context: ProjectContext, reference: SubjectReference): Promise<Subject> {
  const { organizationId, ref } = reference;
  const byId = await context.scope.collection(subjectCollection).get(ref);
  const isOne = byId?.organizationId === organizationId && byId.status !== "deleted";
  const subject = isOne ? byId : await subjectByExternalId(context, organizationId, ref);
  if (subject === undefined) throw new ApiError(subjectNotFound[context.vertical.subject]);
  return subject;
}

/** The member or user with that external id, if there is one that is not deleted. */
export function subjectByExternalId(
  { scope }: ProjectContext,
  organizationId: string,
  externalId: string,
): Promise<Subject | undefined> {
  return scope.collection(subjectCollection).findOne("external_id", [organizationId, externalId]);
}

/** The member or user with that e-mail address, however its ASCII letters are written, if there is one that is not deleted. */
export function subjectByEmail(
  { scope }: ProjectContext,
  organizationId: string,
  emailAddress: string,
): Promise<Subject | undefined> {
  return scope.collection(subjectCollection).findOne("email", [organizationId, asciiLowerCase(emailAddress)]);
}

/**
 * Tells whether a deleted member or user had this e-mail address or this external id. It does not look for one that is
 * there: whoever finds none asks this before it makes one.
 */
export async function isDeletedSubject(
  { scope }: ProjectContext,
  organizationId: string,
  had: { readonly email?: string | undefined; readonly externalId?: string | undefined },
): Promise<boolean> {
  const subjects = scope.collection(subjectCollection);
  const { email, externalId } = had;
  const found = await Promise.all([
    email === undefined
      ? undefined
      : subjects.findOne("email_by_status", [organizationId, asciiLowerCase(email), "deleted"]),
    externalId === undefined
      ? undefined
      : subjects.findOne("external_id_by_status", [organizationId, externalId, "deleted"]),
  ]);
  return found.some((subject) => subject !== undefined);
}
