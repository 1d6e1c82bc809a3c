import { ApiError, type ProjectContext } from "../projects/index.ts";
import { deleteMembers, deleteOrganization } from "./delete-organization.ts";
import { findOrganization } from "./find-organization.ts";
import { type Organization, organizationCollection } from "./organization.ts";

/**
 * Deletes the organization that a request names: `findOrganization` and `deleteOrganization`. Rejects with
 * `organization_not_found` when there is none that is not deleted; before that, the deletion of one that is deleted, by its
 * id or external id, is finished if something kept it from getting to all of its members.
 */
export async function deleteNamedOrganization(context: ProjectContext, ref: string): Promise<Organization> {
  try {
    return await deleteOrganization(context, await findOrganization(context, ref));
  } catch (error) {
    if (error instanceof ApiError && error.type === "organization_not_found") await finishDeletion(context, ref);
    throw error;
  }
}

async function finishDeletion(context: ProjectContext, ref: string): Promise<void> {
  const organizations = context.scope.collection(organizationCollection);
  const organization = (await organizations.get(ref)) ?? (await organizations.findOne("external_id", [ref]));
  if (organization?.isDeleted) await deleteMembers(context, organization.id);
}
