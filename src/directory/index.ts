/** The directory: organizations, members and users, and the rules of these records. */

export { createOrganization } from "./create-organization.ts";
export { deleteNamedOrganization } from "./delete-named-organization.ts";
export { deleteOrganization } from "./delete-organization.ts";
export { deleteSubject, endSessions } from "./delete-subject.ts";
export { directoryCollections } from "./directory-collections.ts";
export { isDuplicate } from "./duplicates.ts";
export { canonicalEmail } from "./email-address.ts";
export { findMemberAnywhere } from "./find-member-anywhere.ts";
export {
  findOrganization,
  type OrganizationFinding,
  organizationByIdOrExternalId,
  organizationNamed,
} from "./find-organization.ts";
export {
  findSubject,
  isDeletedSubject,
  type SubjectReference,
  subjectByEmail,
  subjectByExternalId,
} from "./find-subject.ts";
export { insertOrganization } from "./insert-organization.ts";
export { insertSubject } from "./insert-subject.ts";
export { readMetadata } from "./metadata.ts";
export { MetadataMismatchError } from "./metadata-mismatch-error.ts";
export { checkedOrganizationName, newOrganization, type OrganizationFields } from "./new-organization.ts";
export { newSubject, type SubjectFields } from "./new-subject.ts";
export { type ImplicitRole, type Organization, organizationCollection } from "./organization.ts";
export {
  type GivenOrganizationSettings,
  type OrganizationSettings,
  readOrganizationSettings,
} from "./organization-settings.ts";
export { maxImplicitRoles, organizationSettingsSchema } from "./organization-settings-schema.ts";
export { reactivateSubject } from "./reactivate-subject.ts";
export { checkedExternalId, looksLikeId } from "./record-ids.ts";
export { assignedRoles, checkRoleIds, implicitRolesOf, type RoleGiver, rolesOf } from "./roles.ts";
export { type NameParts, type Subject, type SubjectStatus, subjectCollection } from "./subject.ts";
export type { GivenNameParts, MemberDetails, UserDetails } from "./subject-details.ts";
export {
  type GivenMemberSettings,
  type MemberSettings,
  readMemberSettings,
  readUserFactorIds,
  type UserFactorIds,
} from "./subject-settings.ts";
export { templateData } from "./template-data.ts";
export { changedOrganization, type OrganizationChanges, updateOrganization } from "./update-organization.ts";
export { changedSubject, replaceSubject, type SubjectChanges, updateSubject } from "./update-subject.ts";
