import { ApiError, type ProjectContext } from "../projects/index.ts";
import { changeDocument } from "./change-document.ts";
import { namingDuplicates } from "./duplicates.ts";
import { checkedImplicitRoles } from "./implicit-roles.ts";
import { organizationDuplicates } from "./insert-organization.ts";
import { checkedLogoUrl, checkedOrganizationName } from "./new-organization.ts";
import { type Organization, organizationCollection } from "./organization.ts";
import type { OrganizationDetails } from "./organization-details.ts";
import { changedOrganizationSettings } from "./organization-settings.ts";
import { checkedSlug } from "./organization-slug.ts";
import { checkedExternalId } from "./record-ids.ts";
import { changedTrustedMetadata } from "./trusted-metadata.ts";

/** The changes of an organization in an update; what is undefined stays. */
export interface OrganizationChanges extends OrganizationDetails {
  readonly name?: string | undefined;
}

/**
 * An organization after a change: every rule is checked but for uniqueness, and nothing is written. Throws an `ApiError`
 * that names the field, and `organization_not_found` for one that is deleted.
 */
export function changedOrganization(
  context: ProjectContext,
  organization: Organization,
  changes: OrganizationChanges,
): Organization {
  if (organization.isDeleted) throw new ApiError("organization_not_found");
  const { name, slug, externalId, logoUrl, trustedMetadata, implicitRoles, settings } = changes;
  return {
    ...organization,
    ...(name !== undefined && { name: checkedOrganizationName(name) }),
    ...(slug !== undefined && { slug: checkedSlug(slug) }),
    ...(externalId === null && { externalId }),
    ...(typeof externalId === "string" && { externalId: checkedExternalId("organization", externalId) }),
    ...(logoUrl !== undefined && { logoUrl: checkedLogoUrl(logoUrl) }),
    trustedMetadata: changedTrustedMetadata(context, {
      owner: "organization",
      stored: organization.trustedMetadata,
      change: trustedMetadata,
    }),
    ...(implicitRoles !== undefined && {
      implicitRoles: checkedImplicitRoles(context, implicitRoles, organization.implicitRoles),
    }),
    ...(settings !== undefined && { otherFields: changedOrganizationSettings(organization.otherFields, settings) }),
    updatedAt: context.backend.clock(),
  };
}

/**
 * Changes an organization, beginning with what was read last, and returns it: changes made at the same time are both there.
 * Rejects with what `changedOrganization` throws and with the errors of a slug or an external id that another one has.
 */
export function updateOrganization(
  context: ProjectContext,
  organization: Organization,
  changes: OrganizationChanges,
): Promise<Organization> {
  return namingDuplicates(organizationDuplicates, () =>
    changeDocument(context, {
      collection: context.scope.collection(organizationCollection),
      document: organization,
      change: (current) => changedOrganization(context, current, changes),
      notFound: "organization_not_found",
    }),
  );
}
