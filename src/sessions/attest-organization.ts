import {
  checkedExternalId,
  checkedOrganizationName,
  findOrganization,
  looksLikeId,
  newOrganization,
  type Organization,
  organizationByIdOrExternalId,
  organizationNamed,
} from "../directory/index.ts";
import { ApiError, type ProjectContext, type TrustedTokenProfile } from "../projects/index.ts";
import type { TrustedAttributes } from "../tokens/index.ts";
import { created, type Draft, unchanged } from "./draft.ts";
import type { LiveSession } from "./live-session.ts";
import { namingAttribute } from "./naming-attribute.ts";

/** The sources of the organization of an attest: what names it. */
export interface OrganizationSources {
  readonly profile: TrustedTokenProfile;
  readonly attributes: TrustedAttributes;
  /** The request's `organization_id`: an id, an external id or a slug. */
  readonly requested: string | undefined;
  /** The session that the token is to be attached to. */
  readonly attachTo: LiveSession | undefined;
}

/**
 * The organization that an attest is about. What the token and the request say must agree; without either it is that of
 * the session. One that does not exist is made where the profile allows it, from the token's claim alone.
 */
export async function attestOrganization(
  context: ProjectContext,
  sources: OrganizationSources,
): Promise<Draft<Organization> | undefined> {
  if (!context.vertical.hasOrganization) return undefined;
  const organization = await namedOrganization(context, sources);
  const { allowedOrganizations } = sources.profile;
  const { id, externalId } = organization.document;
  const isAllowed = allowedOrganizations?.some((allowed) => allowed === id || allowed === externalId) ?? true;
  if (!isAllowed) {
    throw new ApiError("invalid_token_organization_id_claim", "the profile may not speak for the organization");
  }
  if (sources.attachTo !== undefined && sources.attachTo.session.organizationId !== id) {
    throw new ApiError("session_organization_mismatch");
  }
  return organization;
}

async function namedOrganization(
  context: ProjectContext,
  { profile, attributes, requested, attachTo }: OrganizationSources,
): Promise<Draft<Organization>> {
  const claim = attributes.organizationId;
  if (claim === undefined) {
    if (requested !== undefined) return unchanged(await findOrganization(context, requested));
    if (attachTo?.organization !== undefined) return unchanged(attachTo.organization);
    throw new ApiError("token_missing_organization_id_claim");
  }
  const [known, other] = await Promise.all([
    organizationByIdOrExternalId(context, claim),
    requested === undefined ? undefined : organizationNamed(context, requested),
  ]);
  // One that another attest has made between the two reads is the one of the claim.
  const stored = known ?? (other?.externalId === claim ? { found: other } : undefined);
  if (stored !== undefined && "deleted" in stored) {
    throw new ApiError("organization_not_found", "the organization that the token names has been deleted");
  }
  if (stored !== undefined) {
    if (requested === undefined || other?.id === stored.found.id) return unchanged(stored.found);
    if (other === undefined) throw new ApiError("organization_not_found");
    throw new ApiError("invalid_token_organization_id_claim", "the token and the request name different organizations");
  }
  if (!profile.canJitProvision || attachTo !== undefined || looksLikeId("organization", claim)) {
    throw new ApiError("organization_not_found", "the organization that the token names does not exist");
  }
  // The claim never means a slug: where one is named by it, the request means another organization.
  if (other !== undefined) {
    throw new ApiError("invalid_token_organization_id_claim", "the token and the request name different organizations");
  }
  if (requested !== undefined && requested !== claim) throw new ApiError("organization_not_found");
  namingAttribute("organization_id", () => {
    checkedOrganizationName(claim);
    checkedExternalId("organization", claim);
  });
  return created({ ...(await newOrganization(context, { name: claim, externalId: claim })), revision: 0 });
}
