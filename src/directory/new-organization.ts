import { maxOrganizationNameCodePoints } from "../language/vocabulary/limits.ts";
import { ApiError, newId, type ProjectContext } from "../projects/index.ts";
import type { NewDocument } from "../store/index.ts";
import { checkedImplicitRoles } from "./implicit-roles.ts";
import type { Organization } from "./organization.ts";
import type { OrganizationDetails } from "./organization-details.ts";
import { newOrganizationSettings } from "./organization-settings.ts";
import { checkedSlug, freeSlug } from "./organization-slug.ts";
import { isPlainText } from "./plain-text.ts";
import { checkedExternalId } from "./record-ids.ts";
import { changedTrustedMetadata } from "./trusted-metadata.ts";

/** The fields that a new organization can be given. */
export interface OrganizationFields extends OrganizationDetails {
  /** An id that a declared state has chosen; a new one unless given. */
  readonly id?: string | undefined;
  readonly name: string;
  /** What a slug that is made must not be either, though no organization has it yet. */
  readonly isReservedSlug?: ((slug: string) => boolean) | undefined;
}

/**
 * An organization as it would be inserted: every rule is checked but for the uniqueness of id, slug and external id, which
 * the insert decides. A slug that is not given is made, such as no organization has at the moment, as slug or external id. Nothing is written.
 * Rejects with an `ApiError` that names the field.
 */
export async function newOrganization(
  context: ProjectContext,
  fields: OrganizationFields,
): Promise<NewDocument<Organization>> {
  const { externalId = null } = fields;
  const now = context.backend.clock();
  const checked = {
    id: organizationId(context, fields.id),
    name: checkedOrganizationName(fields.name),
    externalId: externalId === null ? null : checkedExternalId("organization", externalId),
    logoUrl: checkedLogoUrl(fields.logoUrl ?? ""),
    trustedMetadata: changedTrustedMetadata(context, { owner: "organization", change: fields.trustedMetadata }),
    implicitRoles: checkedImplicitRoles(context, fields.implicitRoles ?? []),
    otherFields: newOrganizationSettings(fields.settings ?? {}),
    isDeleted: false,
    sessionEpoch: 0,
    createdAt: now,
    updatedAt: now,
  };
  const { slug, isReservedSlug } = fields;
  return {
    ...checked,
    formerSlug: null,
    slug: slug === undefined ? await freeSlug(context, checked.name, isReservedSlug) : checkedSlug(slug),
  };
}

/** The name; throws `organization_name_missing` or `invalid_organization_name`. */
export function checkedOrganizationName(text: string): string {
  if (text === "") throw new ApiError("organization_name_missing");
  if (!isPlainText(text, maxOrganizationNameCodePoints)) throw new ApiError("invalid_organization_name");
  return text;
}

const maxLogoUrlCharacters = 2048;

/** The address of a logo, of any form; throws `organization_logo_url_too_long`. */
export function checkedLogoUrl(text: string): string {
  if (text.length > maxLogoUrlCharacters) throw new ApiError("organization_logo_url_too_long");
  return text;
}

function organizationId({ backend, project }: ProjectContext, given: string | undefined): string {
  if (given === undefined) {
    return newId("organization", { environment: project.environment, random: backend.random });
  }
  if (!givenIdPattern.test(given) || !given.startsWith(`organization-${project.environment}-`)) {
    throw new ApiError("invalid_organization_id");
  }
  return given;
}

const givenIdPattern = /^organization-(?:test|live)-[A-Za-z0-9-]{1,100}$/;
