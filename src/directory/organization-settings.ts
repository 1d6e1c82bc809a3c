/** A setting of an organization that everybody, somebody or nobody passes. */
export type Allowance = "ALL_ALLOWED" | "RESTRICTED" | "NOT_ALLOWED";
/** A setting that restricts, or does not. */
export type Restriction = "ALL_ALLOWED" | "RESTRICTED";

/**
 * The fields of an organization that the API takes beside what sessions go by: kept and returned, and acted on by
 * nothing here. Named as on the wire.
 */
export interface OrganizationSettings {
  readonly sso_default_connection_id: string;
  readonly sso_jit_provisioning: Allowance;
  readonly sso_jit_provisioning_allowed_connections: readonly string[];
  readonly email_allowed_domains: readonly string[];
  readonly email_jit_provisioning: "RESTRICTED" | "NOT_ALLOWED";
  readonly email_invites: Allowance;
  readonly auth_methods: Restriction;
  readonly allowed_auth_methods: readonly string[];
  readonly mfa_policy: "OPTIONAL" | "REQUIRED_FOR_ALL";
  readonly mfa_methods: Restriction;
  readonly allowed_mfa_methods: readonly string[];
  readonly oauth_tenant_jit_provisioning: "RESTRICTED" | "NOT_ALLOWED";
  readonly allowed_oauth_tenants: OAuthTenants;
  readonly claimed_email_domains: readonly string[];
  readonly first_party_connected_apps_allowed_type: Allowance;
  readonly allowed_first_party_connected_apps: readonly string[];
  readonly third_party_connected_apps_allowed_type: Allowance;
  readonly allowed_third_party_connected_apps: readonly string[];
}

/** Ids of tenants by the provider that they are tenants of. */
export interface OAuthTenants {
  readonly slack?: readonly string[];
  readonly hubspot?: readonly string[];
  readonly github?: readonly string[];
}

/** Some settings; what is undefined is not said. */
export type GivenOrganizationSettings = {
  readonly [name in keyof OrganizationSettings]?: OrganizationSettings[name] | undefined;
};

const defaults: OrganizationSettings = {
  sso_default_connection_id: "",
  sso_jit_provisioning: "ALL_ALLOWED",
  sso_jit_provisioning_allowed_connections: [],
  email_allowed_domains: [],
  email_jit_provisioning: "NOT_ALLOWED",
  email_invites: "ALL_ALLOWED",
  auth_methods: "ALL_ALLOWED",
  allowed_auth_methods: [],
  mfa_policy: "OPTIONAL",
  mfa_methods: "ALL_ALLOWED",
  allowed_mfa_methods: [],
  oauth_tenant_jit_provisioning: "NOT_ALLOWED",
  allowed_oauth_tenants: {},
  claimed_email_domains: [],
  first_party_connected_apps_allowed_type: "ALL_ALLOWED",
  allowed_first_party_connected_apps: [],
  third_party_connected_apps_allowed_type: "ALL_ALLOWED",
  allowed_third_party_connected_apps: [],
};

/** The settings that say who may join and how: with none of them given, invitations are open to all. */
const authenticationSettings = [
  "sso_jit_provisioning",
  "email_allowed_domains",
  "email_jit_provisioning",
  "auth_methods",
  "allowed_auth_methods",
  "oauth_tenant_jit_provisioning",
  "allowed_oauth_tenants",
] as const;

/** The settings of a new organization as JSON text. */
export function newOrganizationSettings(given: GivenOrganizationSettings): string {
  const saysWhoMayJoin = authenticationSettings.some((name) => given[name] !== undefined);
  return JSON.stringify({ ...defaults, email_invites: saysWhoMayJoin ? "NOT_ALLOWED" : "ALL_ALLOWED", ...said(given) });
}

/** Stored settings with those that are given in the place of theirs. */
export function changedOrganizationSettings(stored: string, given: GivenOrganizationSettings): string {
  return JSON.stringify({ ...readOrganizationSettings(stored), ...said(given) });
}

/** Stored settings; one that is newer than the record has its default. */
export function readOrganizationSettings(stored: string): OrganizationSettings {
  const settings: Partial<OrganizationSettings> = JSON.parse(stored);
  return { ...defaults, ...settings };
}

/** Of an object that may have more, the settings; what is undefined is left out. */
function said(given: GivenOrganizationSettings): object {
  const names = Object.keys(defaults);
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => value !== undefined && names.includes(name)),
  );
}
