import { maxNameCodePoints } from "../language/vocabulary/limits.ts";
import { ApiError, newId, type ProjectContext } from "../projects/index.ts";
import type { NewDocument } from "../store/index.ts";
import { canonicalEmail } from "./email-address.ts";
import { emptyMetadata, mergeMetadata } from "./metadata.ts";
import { checkedPhoneNumber } from "./phone-number.ts";
import { isPlainText } from "./plain-text.ts";
import { checkedExternalId } from "./record-ids.ts";
import { checkRoleIds, checkRolesInEffect, type RoleGiver } from "./roles.ts";
import type { NameParts, Subject } from "./subject.ts";
import type { GivenNameParts, SubjectDetails } from "./subject-details.ts";
import { newMemberSettings, newUserFactorIds } from "./subject-settings.ts";
import { changedTrustedMetadata } from "./trusted-metadata.ts";

/** The fields that a new member or user can be given. */
export interface SubjectFields extends SubjectDetails {
  /** The member's organization; empty for a user. */
  readonly organizationId: string;
  /** A member has one; a user this or a phone number. */
  readonly emailAddress?: string | null | undefined;
  /** Pending instead of active. */
  readonly isPending?: boolean | undefined;
}

/**
 * A member or user as it would be inserted: every rule is checked but for the uniqueness of e-mail address and external id,
 * which the insert decides. Nothing is written. Throws an `ApiError` that names the field. What a
 * member's organization gives counts among its roles where it is told.
 */
export function newSubject(
  context: ProjectContext,
  fields: SubjectFields,
  organization?: RoleGiver,
): NewDocument<Subject> {
  const { backend, project, vertical } = context;
  const kind = vertical.subject;
  const { externalId = null, untrustedMetadata = {} } = fields;
  const now = backend.clock();
  const ids = { environment: project.environment, random: backend.random };
  const emailAddress = emailOf(context, fields);
  const checkedId = externalId === null ? null : checkedExternalId(kind, externalId);
  const subject: NewDocument<Subject> = {
    id: newId(kind, ids),
    organizationId: fields.organizationId,
    status: fields.isPending === true ? "pending" : "active",
    emailAddress,
    externalId: checkedId,
    emailKey: emailAddress,
    externalIdKey: checkedId,
    name: checkedName(fields.name ?? ""),
    nameParts: checkedNameParts(noName, fields.nameParts ?? {}),
    phoneNumber: checkedPhoneNumber(fields.phoneNumber ?? ""),
    roles: checkRoleIds(context, fields.roles ?? []),
    trustedMetadata: changedTrustedMetadata(context, { owner: kind, change: fields.trustedMetadata }),
    untrustedMetadata: mergeMetadata(emptyMetadata, untrustedMetadata),
    otherFields: kind === "member" ? newMemberSettings(fields.settings ?? {}) : newUserFactorIds(ids),
    sessionEpoch: 0,
    createdAt: now,
    updatedAt: now,
    recency: -now,
  };
  checkRolesInEffect(context, { after: subject, organization });
  return subject;
}

/** A name of a person or a part of it; throws `invalid_name`. */
export function checkedName(text: string): string {
  if (!isPlainText(text, maxNameCodePoints)) throw new ApiError("invalid_name");
  return text;
}

/** The parts of a name with those that are given in the place of theirs; throws `invalid_name`. */
export function checkedNameParts(parts: NameParts, given: GivenNameParts): NameParts {
  return {
    firstName: checkedName(given.firstName ?? parts.firstName),
    middleName: checkedName(given.middleName ?? parts.middleName),
    lastName: checkedName(given.lastName ?? parts.lastName),
  };
}

const noName: NameParts = { firstName: "", middleName: "", lastName: "" };

function emailOf({ vertical }: ProjectContext, { emailAddress, phoneNumber = "" }: SubjectFields): string | null {
  if (typeof emailAddress === "string") return canonicalEmail(emailAddress);
  if (vertical.subject === "member") throw new ApiError("invalid_email");
  if (phoneNumber === "") throw new ApiError("invalid_create_user_request");
  return null;
}
