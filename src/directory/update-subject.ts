import { ApiError, type ProjectContext } from "../projects/index.ts";
import { changeDocument } from "./change-document.ts";
import { namingDuplicates } from "./duplicates.ts";
import { canonicalEmail } from "./email-address.ts";
import { subjectNotFound } from "./find-subject.ts";
import { subjectDuplicates } from "./insert-subject.ts";
import { mergeMetadata } from "./metadata.ts";
import { checkedName, checkedNameParts } from "./new-subject.ts";
import { checkedPhoneNumber } from "./phone-number.ts";
import { checkedExternalId } from "./record-ids.ts";
import { checkRoleIds, checkRolesInEffect, type RoleGiver } from "./roles.ts";
import { type Subject, type SubjectStatus, subjectCollection } from "./subject.ts";
import type { SubjectDetails } from "./subject-details.ts";
import { changedMemberSettings } from "./subject-settings.ts";
import { changedTrustedMetadata } from "./trusted-metadata.ts";

/** The changes of a member or user in an update; what is undefined stays. */
export interface SubjectChanges extends SubjectDetails {
  readonly emailAddress?: string | undefined;
  /** Where the subject stands; being deleted is no change. */
  readonly status?: Exclude<SubjectStatus, "deleted"> | undefined;
}

/**
 * A member or user after a change: every rule is checked but for uniqueness, and nothing is written. Throws an `ApiError`
 * that names the field, and `member_not_found` or `user_not_found` for one that is deleted. What a member's organization
 * gives counts among its roles where it is told.
 */
export function changedSubject(
  context: ProjectContext,
  subject: Subject,
  changes: SubjectChanges,
  organization?: RoleGiver,
): Subject {
  const kind = context.vertical.subject;
  if (subject.status === "deleted") throw new ApiError(subjectNotFound[kind]);
  const { externalId, name, nameParts, phoneNumber, roles, trustedMetadata, untrustedMetadata, settings } = changes;
  const emailAddress = changes.emailAddress === undefined ? undefined : canonicalEmail(changes.emailAddress);
  // One that it has stays, by whatever rules it once got it.
  if (typeof externalId === "string" && externalId !== subject.externalId) checkedExternalId(kind, externalId);
  if (phoneNumber !== undefined && kind === "member") checkMayHavePhone(subject, phoneNumber);
  const changed: Subject = {
    ...subject,
    ...(emailAddress !== undefined && { emailAddress, emailKey: emailAddress }),
    ...(externalId !== undefined && { externalId, externalIdKey: externalId }),
    ...(name !== undefined && { name: checkedName(name) }),
    ...(nameParts !== undefined && { nameParts: checkedNameParts(subject.nameParts, nameParts) }),
    ...(phoneNumber !== undefined && { phoneNumber: checkedPhoneNumber(phoneNumber) }),
    ...(roles !== undefined && { roles: checkRoleIds(context, roles) }),
    trustedMetadata: changedTrustedMetadata(context, {
      owner: kind,
      stored: subject.trustedMetadata,
      change: trustedMetadata,
    }),
    ...(untrustedMetadata !== undefined && {
      untrustedMetadata: mergeMetadata(subject.untrustedMetadata, untrustedMetadata),
    }),
    ...(settings !== undefined && { otherFields: changedMemberSettings(subject.otherFields, settings) }),
    ...(changes.status !== undefined && { status: changes.status }),
    updatedAt: context.backend.clock(),
  };
  checkRolesInEffect(context, { before: subject, after: changed, organization });
  return changed;
}

/**
 * Changes a member or user, beginning with what was read last, and returns it: changes made at the same time are both
 * there. Rejects with what `changedSubject` throws and with the errors of `insertSubject`.
 */
export function updateSubject(
  context: ProjectContext,
  subject: Subject,
  changes: SubjectChanges,
  organization?: RoleGiver,
): Promise<Subject> {
  return rewriteSubject(context, subject, (current) => changedSubject(context, current, changes, organization));
}

/**
 * Writes a state of a member or user that was settled before, if it is still as it was read. Rejects with a
 * `ConflictError` if it is not, and with the errors of `insertSubject`.
 */
export function replaceSubject(context: ProjectContext, subject: Subject): Promise<Subject> {
  const subjects = context.scope.collection(subjectCollection);
  return namingDuplicates(subjectDuplicates[context.vertical.subject], () => subjects.replace(subject));
}

/** Changes a member or user by compare-and-set, as `changeDocument` does. Rejects with the errors of `insertSubject`, too. */
export function rewriteSubject(
  context: ProjectContext,
  subject: Subject,
  change: (current: Subject) => Subject,
): Promise<Subject> {
  const kind = context.vertical.subject;
  return namingDuplicates(subjectDuplicates[kind], () =>
    changeDocument(context, {
      collection: context.scope.collection(subjectCollection),
      document: subject,
      change,
      notFound: subjectNotFound[kind],
    }),
  );
}

function checkMayHavePhone(member: Subject, phoneNumber: string): void {
  if (member.phoneNumber !== "" && member.phoneNumber !== phoneNumber) {
    throw new ApiError("duplicate_member_phone_number_for_member");
  }
}
