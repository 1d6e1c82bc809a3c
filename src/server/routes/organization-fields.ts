import { type Static, Type } from "typebox";
import {
  type ImplicitRole,
  maxImplicitRoles,
  type OrganizationChanges,
  type OrganizationSettings,
  organizationSettingsSchema,
} from "../../directory/index.ts";
import type { Exactly, NothingLeft } from "../../projects/index.ts";

const assignment = Type.Object({ domain: Type.String(), role_id: Type.String() });

/**
 * The fields that a request can give of an organization; metadata has an error type of its own for what is no object.
 */
export const organizationFields = Type.Partial(
  Type.Object({
    organization_name: Type.String(),
    organization_slug: Type.String(),
    organization_external_id: Type.String(),
    organization_logo_url: Type.String(),
    trusted_metadata: Type.Unknown(),
    rbac_email_implicit_role_assignments: Type.Array(assignment, { maxItems: maxImplicitRoles }),
    ...organizationSettingsSchema,
  }),
);

/** An organization's fields in the words of the directory. */
export function readOrganizationFields(body: Static<typeof organizationFields>): Required<OrganizationChanges> {
  const {
    organization_name: name,
    organization_slug: slug,
    organization_external_id: externalId,
    organization_logo_url: logoUrl,
    trusted_metadata: trustedMetadata,
    rbac_email_implicit_role_assignments: assignments,
    ...settings
  } = body;
  settings satisfies Exactly<OrganizationSettings, typeof settings>;
  return {
    name,
    slug,
    externalId,
    logoUrl,
    trustedMetadata,
    implicitRoles: assignments?.map(readAssignment),
    settings,
  };
}

function readAssignment(said: Static<typeof assignment>): ImplicitRole {
  const { domain, role_id: roleId, ...rest } = said;
  rest satisfies NothingLeft;
  return { domain, roleId };
}
