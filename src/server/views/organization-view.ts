import { type Static, Type } from "typebox";
import {
  type Organization,
  type OrganizationSettings,
  readMetadata,
  readOrganizationSettings,
} from "../../directory/index.ts";
import { optionalField } from "./optional-field.ts";
import { rfc3339Micros } from "./rfc3339-micros.ts";

const texts = Type.Immutable(Type.Array(Type.String()));

/** An organization as the API returns it. Nobody can sign in by SSO or SCIM here, so that there are no connections. */
export const organizationSchema = Type.Object({
  organization_id: Type.String(),
  organization_name: Type.String(),
  organization_logo_url: Type.String(),
  organization_slug: Type.String(),
  organization_external_id: optionalField(Type.String()),
  trusted_metadata: Type.Unknown(),
  rbac_email_implicit_role_assignments: Type.Array(Type.Object({ domain: Type.String(), role_id: Type.String() })),
  sso_default_connection_id: optionalField(Type.String()),
  sso_jit_provisioning: Type.String(),
  sso_jit_provisioning_allowed_connections: texts,
  sso_active_connections: Type.Array(Type.Unknown()),
  email_allowed_domains: texts,
  email_jit_provisioning: Type.String(),
  email_invites: Type.String(),
  auth_methods: Type.String(),
  allowed_auth_methods: texts,
  mfa_policy: Type.String(),
  mfa_methods: Type.String(),
  allowed_mfa_methods: texts,
  oauth_tenant_jit_provisioning: Type.String(),
  allowed_oauth_tenants: Type.Object({
    slack: Type.Optional(texts),
    hubspot: Type.Optional(texts),
    github: Type.Optional(texts),
  }),
  claimed_email_domains: texts,
  first_party_connected_apps_allowed_type: Type.String(),
  allowed_first_party_connected_apps: texts,
  third_party_connected_apps_allowed_type: Type.String(),
  allowed_third_party_connected_apps: texts,
  custom_roles: Type.Array(Type.Unknown()),
  created_at: Type.String(),
  updated_at: Type.String(),
});

type View = Static<typeof organizationSchema>;

/** The view of an organization. The slug of a deleted one is empty. */
export function organizationView(organization: Organization): Required<View> {
  const settings = readOrganizationSettings(organization.otherFields);
  const ofSettings: Required<Pick<View, keyof OrganizationSettings>> = {
    ...settings,
    sso_default_connection_id: settings.sso_default_connection_id || undefined,
  };
  return {
    ...ofSettings,
    organization_id: organization.id,
    organization_name: organization.name,
    organization_logo_url: organization.logoUrl,
    organization_slug: organization.slug ?? "",
    organization_external_id: organization.externalId ?? undefined,
    trusted_metadata: readMetadata(organization.trustedMetadata),
    rbac_email_implicit_role_assignments: organization.implicitRoles.map(({ domain, roleId }) => ({
      domain,
      role_id: roleId,
    })),
    sso_active_connections: [],
    custom_roles: [],
    created_at: rfc3339Micros(organization.createdAt),
    updated_at: rfc3339Micros(organization.updatedAt),
  };
}
