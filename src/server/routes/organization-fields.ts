import { type Static, Type } from "typebox";

const texts = Type.Array(Type.String({ maxLength: 254 }), { maxItems: 1000 });
const allowance = Type.Enum(["ALL_ALLOWED", "RESTRICTED", "NOT_ALLOWED"]);
const restriction = Type.Enum(["ALL_ALLOWED", "RESTRICTED"]);
const provisioning = Type.Enum(["RESTRICTED", "NOT_ALLOWED"]);

/** What a request can say of an organization; metadata has an error type of its own for what is no object. */
export const organizationFields = Type.Partial(
  Type.Object({
    organization_name: Type.String(),
    organization_slug: Type.String(),
    organization_external_id: Type.String(),
    organization_logo_url: Type.String(),
    trusted_metadata: Type.Unknown(),
    rbac_email_implicit_role_assignments: Type.Array(Type.Object({ domain: Type.String(), role_id: Type.String() }), {
      maxItems: 1000,
    }),
    sso_default_connection_id: Type.String({ maxLength: 128 }),
    sso_jit_provisioning: allowance,
    sso_jit_provisioning_allowed_connections: texts,
    email_allowed_domains: texts,
    email_jit_provisioning: provisioning,
    email_invites: allowance,
    auth_methods: restriction,
    allowed_auth_methods: Type.Array(
      Type.Enum([
        "sso",
        "magic_link",
        "email_otp",
        "password",
        "google_oauth",
        "microsoft_oauth",
        "slack_oauth",
        "github_oauth",
        "hubspot_oauth",
      ]),
      { maxItems: 100 },
    ),
    mfa_policy: Type.Enum(["OPTIONAL", "REQUIRED_FOR_ALL"]),
    mfa_methods: restriction,
    allowed_mfa_methods: Type.Array(Type.Enum(["sms_otp", "totp"]), { maxItems: 100 }),
    oauth_tenant_jit_provisioning: provisioning,
    allowed_oauth_tenants: Type.Partial(Type.Object({ slack: texts, hubspot: texts, github: texts }), {
      additionalProperties: false,
    }),
    claimed_email_domains: texts,
    first_party_connected_apps_allowed_type: allowance,
    allowed_first_party_connected_apps: texts,
    third_party_connected_apps_allowed_type: allowance,
    allowed_third_party_connected_apps: texts,
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
