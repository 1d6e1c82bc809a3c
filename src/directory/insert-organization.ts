import type { ProjectContext } from "../projects/index.ts";
import type { NewDocument } from "../store/index.ts";
import { type DuplicateTypes, namingDuplicates } from "./duplicates.ts";
import { type Organization, organizationCollection } from "./organization.ts";

/** The errors of an organization one of whose keys another one has, by index. */
export const organizationDuplicates: DuplicateTypes = {
  id: "organization_id_already_used",
  slug: "organization_slug_already_used",
  external_id: "organization_external_id_already_used",
};

/**
 * Writes a new organization. Rejects with `organization_id_already_used`, `organization_slug_already_used` or
 * `organization_external_id_already_used`; a deleted organization keeps its id and its external id, and no slug.
 */
export function insertOrganization(
  context: ProjectContext,
  organization: NewDocument<Organization>,
): Promise<Organization> {
  const organizations = context.scope.collection(organizationCollection);
  return namingDuplicates(organizationDuplicates, () => organizations.insert(organization));
}
