import { type TSchema, Type } from "typebox";
import type { OrganizationSettings } from "./organization-settings.ts";

const texts = Type.Array(Type.String({ maxLength: 254 }), { maxItems: 1000 });
const allowance = Type.Enum(["ALL_ALLOWED", "RESTRICTED", "NOT_ALLOWED"]);
const restriction = Type.Enum(["ALL_ALLOWED", "RESTRICTED"]);
const provisioning = Type.Enum(["RESTRICTED", "NOT_ALLOWED"]);

/** The most roles that an organization may give to the members of domains. */
export const maxImplicitRoles = 1000;

/**
 * The values that can be given for each of the `OrganizationSettings`, by whatever way: the properties of a JSON
 * Schema, none required.
 */
export const organizationSettingsSchema = Type.Partial(
  Type.Object({
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
  } satisfies Record<keyof OrganizationSettings, TSchema>),
).properties;
