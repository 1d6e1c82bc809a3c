import { ApiError, type ProjectContext } from "../projects/index.ts";
import { type Organization, organizationCollection } from "./organization.ts";
import { looksLikeId } from "./record-ids.ts";

/** The record that an id or an external id leads to, or that it is deleted. */
export type OrganizationFinding = { readonly found: Organization } | { readonly deleted: true };

/**
 * The organization of an id, of a slug, or else of an external id, as requests may name it; rejects with
 * `organization_not_found` when there is none that is not deleted. The slug goes before the external id, because whoever a
 * token speaks for may bring an external id: it must not take the place of another organization's slug.
 */
export async function findOrganization(context: ProjectContext, ref: string): Promise<Organization> {
  const organization = await organizationNamed(context, ref);
  if (organization === undefined) throw new ApiError("organization_not_found");
  return organization;
}

/** The same in one round trip of the store, or nothing when there is none. */
export async function organizationNamed({ scope }: ProjectContext, ref: string): Promise<Organization | undefined> {
  const organizations = scope.collection(organizationCollection);
  // Neither a slug nor an external id looks like an id.
  const [first, second] = looksLikeId("organization", ref)
    ? [await organizations.get(ref)]
    : await Promise.all([organizations.findOne("slug", [ref]), organizations.findOne("external_id", [ref])]);
  const organization = first ?? second;
  return organization?.isDeleted ? undefined : organization;
}

/**
 * The organization of an id or of an external id: as tokens name it, never by slug. `deleted` when the organization that
 * has it, and that no other may follow, has been deleted.
 */
export async function organizationByIdOrExternalId(
  { scope }: ProjectContext,
  ref: string,
): Promise<OrganizationFinding | undefined> {
  const organizations = scope.collection(organizationCollection);
  const organization = looksLikeId("organization", ref)
    ? await organizations.get(ref)
    : await organizations.findOne("external_id", [ref]);
  if (organization === undefined) return undefined;
  return organization.isDeleted ? { deleted: true } : { found: organization };
}
