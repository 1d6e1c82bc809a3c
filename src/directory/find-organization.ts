import { ApiError, type ProjectContext } from "../projects/index.ts";
import { type Organization, organizationCollection } from "./organization.ts";

/** What an id or an external id leads to. */
export type OrganizationFinding = { readonly found: Organization } | { readonly deleted: true };

/**
 * The organization of an id, else of a slug, else of an external id, as requests may name it; rejects with
 * `organization_not_found` when there is none that is not deleted. The slug goes first, because whoever a token speaks for
 * may bring an external id: it must not take the place of another organization's slug.
 */
export async function findOrganization(context: ProjectContext, ref: string): Promise<Organization> {
  const organizations = context.scope.collection(organizationCollection);
  const organization =
    (await organizations.get(ref)) ??
    (await organizations.findOne("slug", [ref])) ??
    (await organizations.findOne("external_id", [ref]));
  if (organization === undefined || organization.isDeleted) throw new ApiError("organization_not_found");
  return organization;
}

/**
 * The organization of an id, else of an external id: as tokens name it, never by slug. `deleted` when the organization that
 * has it, and that no other may follow, has been deleted.
 */
export async function organizationByIdOrExternalId(
  { scope }: ProjectContext,
  ref: string,
): Promise<OrganizationFinding | undefined> {
  const organizations = scope.collection(organizationCollection);
  const organization = (await organizations.get(ref)) ?? (await organizations.findOne("external_id", [ref]));
  if (organization === undefined) return undefined;
  return organization.isDeleted ? { deleted: true } : { found: organization };
}
