import type { PolicyOutline, Resource, Role } from "./policy-shape.ts";
import type { VerticalId } from "./vertical.ts";

/** The parts that every policy of a vertical has, whether it says so or not. */
export interface DefaultPolicy {
  /** The role that everybody has, and that comes first. */
  readonly defaultRoleId: string | null;
  /** Present without being declared; the default role first. */
  readonly roles: readonly Role[];
  readonly resources: readonly Resource[];
}

const b2bResources: readonly Resource[] = [
  {
    resource_id: "stytch.self",
    description: "The member who is signed in",
    actions: [
      "update.info.name",
      "update.info.untrusted-metadata",
      "update.info.mfa-phone",
      "update.info.delete.mfa-phone",
      "update.info.delete.password",
      "update.info.delete.mfa-totp",
      "update.settings.mfa-enrolled",
      "update.settings.default-mfa-method",
      "delete",
      "revoke-sessions",
    ],
  },
  {
    resource_id: "stytch.organization",
    description: "The organization",
    actions: [
      "update.info.name",
      "update.info.slug",
      "update.info.logo-url",
      "update.settings.allowed-auth-methods",
      "update.settings.allowed-mfa-methods",
      "update.settings.email-jit-provisioning",
      "update.settings.email-invites",
      "update.settings.allowed-domains",
      "update.settings.default-sso-connection",
      "update.settings.sso-jit-provisioning",
      "update.settings.mfa-policy",
      "update.settings.implicit-roles",
      "update.settings.oauth-tenant-jit-provisioning",
      "update.settings.allowed-oauth-tenants",
      "delete",
    ],
  },
  {
    resource_id: "stytch.member",
    description: "Any member of the organization",
    actions: [
      "create",
      "update.info.name",
      "update.info.email",
      "update.info.untrusted-metadata",
      "update.info.mfa-phone",
      "update.info.delete.mfa-phone",
      "update.info.delete.mfa-totp",
      "update.info.delete.password",
      "update.settings.is-breakglass",
      "update.settings.mfa-enrolled",
      "update.settings.default-mfa-method",
      "update.settings.roles",
      "search",
      "delete",
      "revoke-sessions",
    ],
  },
  {
    resource_id: "stytch.sso",
    description: "The organization's SSO connections",
    actions: ["create", "get", "update", "delete"],
  },
  {
    resource_id: "stytch.scim",
    description: "The organization's SCIM connections",
    actions: ["create", "get", "update", "delete"],
  },
];

/**
 * The table of what every policy has, by vertical. Actions are spelled as Stytch's per-field documentation and
 * admin portal spell them (`update.settings.mfa-enrolled`, not the older `update.settings.mfa_enrolled`).
 */
export const defaultPolicies: Readonly<Record<VerticalId, DefaultPolicy>> = {
  b2b: {
    defaultRoleId: "stytch_member",
    roles: [
      {
        role_id: "stytch_member",
        description: "Every member has it",
        permissions: [{ resource_id: "stytch.self", actions: ["*"] }],
      },
      {
        role_id: "stytch_admin",
        description: "Administers the organization",
        permissions: b2bResources.map(({ resource_id }) => ({ resource_id, actions: ["*"] })),
      },
    ],
    resources: b2bResources,
  },
  consumer: {
    defaultRoleId: "stytch_user",
    roles: [{ role_id: "stytch_user", description: "Every user has it", permissions: [] }],
    resources: [],
  },
  m2m: { defaultRoleId: null, roles: [], resources: [] },
};

/** The role that every member or user has without being assigned it; none for M2M clients. */
export function defaultRoleId(vertical: VerticalId): string | null {
  return defaultPolicies[vertical].defaultRoleId;
}

/**
 * The policy with what every policy has: the default role first, then default roles and resources that it does not
 * define, then its own in its order. What it defines itself keeps its own permissions and actions.
 */
export function withDefaults(outline: PolicyOutline, vertical: VerticalId): PolicyOutline {
  const defaults = defaultPolicies[vertical];
  const roleIds = new Set(outline.roles.map((role) => role.role_id));
  const resourceIds = new Set(outline.resources.map((resource) => resource.resource_id));
  const roles = [...defaults.roles.filter((role) => !roleIds.has(role.role_id)), ...outline.roles];
  const isDefault = (role: Role) => role.role_id === defaults.defaultRoleId;
  return {
    ...outline,
    roles: [...roles.filter(isDefault), ...roles.filter((role) => !isDefault(role))],
    resources: [
      ...defaults.resources.filter((resource) => !resourceIds.has(resource.resource_id)),
      ...outline.resources,
    ],
  };
}
