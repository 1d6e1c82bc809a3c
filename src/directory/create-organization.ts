import { ApiError, type ProjectContext } from "../projects/index.ts";
import { insertOrganization } from "./insert-organization.ts";
import { newOrganization, type OrganizationFields } from "./new-organization.ts";
import type { Organization } from "./organization.ts";

/**
 * Makes an organization: `newOrganization` and its insert. When it is given no slug, and another organization takes the one
 * that was made for it in between, it gets another one.
 */
export async function createOrganization(context: ProjectContext, fields: OrganizationFields): Promise<Organization> {
  try {
    return await insertOrganization(context, await newOrganization(context, fields));
  } catch (error) {
    const isTaken = error instanceof ApiError && error.type === "organization_slug_already_used";
    if (!isTaken || fields.slug !== undefined) throw error;
    return insertOrganization(context, await newOrganization(context, fields));
  }
}
