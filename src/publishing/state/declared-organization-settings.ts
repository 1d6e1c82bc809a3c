import { Type } from "typebox";

const allowance = Type.Optional(Type.Enum(["ALL_ALLOWED", "RESTRICTED", "NOT_ALLOWED"]));
const restriction = Type.Optional(Type.Enum(["ALL_ALLOWED", "RESTRICTED"]));
const provisioning = Type.Optional(Type.Enum(["RESTRICTED", "NOT_ALLOWED"]));
const texts = Type.Optional(Type.Array(Type.String()));

/** The settings of an organization that are kept and returned, and that sessions do not go by. */
export const declaredOrganizationSettings = {
  sso_default_connection_id: Type.Optional(Type.String()),
  sso_jit_provisioning: allowance,
  sso_jit_provisioning_allowed_connections: texts,
  email_allowed_domains: texts,
  email_jit_provisioning: provisioning,
  email_invites: allowance,
  auth_methods: restriction,
  allowed_auth_methods: texts,
  mfa_policy: Type.Optional(Type.Enum(["OPTIONAL", "REQUIRED_FOR_ALL"])),
  mfa_methods: restriction,
  allowed_mfa_methods: texts,
  oauth_tenant_jit_provisioning: provisioning,
  allowed_oauth_tenants: Type.Optional(
    Type.Object({ slack: texts, hubspot: texts, github: texts }, { additionalProperties: false }),
  ),
  claimed_email_domains: texts,
  first_party_connected_apps_allowed_type: allowance,
  allowed_first_party_connected_apps: texts,
  third_party_connected_apps_allowed_type: allowance,
  allowed_third_party_connected_apps: texts,
};
