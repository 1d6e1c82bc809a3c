import { type Static, Type } from "typebox";
import { maxImplicitRoles, organizationSettingsSchema } from "../../directory/index.ts";

/** What a request can say of an organization; metadata has an error type of its own for what is no object. */
export const organizationFields = Type.Partial(
  Type.Object({
    organization_name: Type.String(),
    organization_slug: Type.String(),
    organization_external_id: Type.String(),
    organization_logo_url: Type.String(),
    trusted_metadata: Type.Unknown(),
    rbac_email_implicit_role_assignments: Type.Array(Type.Object({ domain: Type.String(), role_id: Type.String() }), {
      maxItems: maxImplicitRoles,
    }),
    ...organizationSettingsSchema,
  }),
);

/** A request's fields in the words of the directory. */
export function readOrganizationFields(body: Static<typeof organizationFields>) {
  return {
    slug: body.organization_slug,
    externalId: body.organization_external_id,
    logoUrl: body.organization_logo_url,
    trustedMetadata: body.trusted_metadata,
    implicitRoles: body.rbac_email_implicit_role_assignments?.map(({ domain, role_id }) => ({
      domain,
      roleId: role_id,
    })),
    settings: body,
  };
}
