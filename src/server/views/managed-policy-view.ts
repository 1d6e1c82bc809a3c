import { type Static, Type } from "typebox";
import { defaultPolicies, withDefaults } from "../../language/vocabulary/default-policy.ts";
import type { Permission, PolicyOutline, Resource } from "../../language/vocabulary/policy-outline.ts";
import type { ProjectVerticalId } from "../../projects/index.ts";

const permissions = Type.Array(Type.Object({ resource_id: Type.String(), actions: Type.Array(Type.String()) }));
const defaultRole = Type.Optional(Type.Object({ permissions }));
const resources = Type.Array(
  Type.Object({
    resource_id: Type.String(),
    description: Type.String(),
    available_actions: Type.Array(Type.String()),
  }),
);

/** A policy as the management API returns it: what every policy has stands apart from what is the project's own. */
export const managedPolicySchema = Type.Object({
  stytch_member: defaultRole,
  stytch_admin: defaultRole,
  stytch_user: defaultRole,
  stytch_resources: resources,
  custom_roles: Type.Array(Type.Object({ role_id: Type.String(), description: Type.String(), permissions })),
  custom_resources: resources,
  custom_scopes: Type.Array(Type.Object({ scope: Type.String(), description: Type.String(), permissions })),
});

/** The view of a policy, defaults included. */
export function managedPolicyView(
  policy: PolicyOutline,
  vertical: ProjectVerticalId,
): Static<typeof managedPolicySchema> {
  const { roles, resources: all, scopes = [] } = withDefaults(policy, vertical);
  const defaults = defaultPolicies[vertical];
  const roleIds = new Set(defaults.roles.map(({ role_id }) => role_id));
  const resourceIds = new Set(defaults.resources.map(({ resource_id }) => resource_id));
  const ofDefaults = roles.filter(({ role_id }) => roleIds.has(role_id));
  return {
    ...Object.fromEntries(ofDefaults.map((role) => [role.role_id, { permissions: permissionViews(role.permissions) }])),
    stytch_resources: all.filter(({ resource_id }) => resourceIds.has(resource_id)).map(resourceView),
    custom_roles: roles
      .filter(({ role_id }) => !roleIds.has(role_id))
      .map(({ role_id, description = "", permissions: granted }) => ({
        role_id,
        description,
        permissions: permissionViews(granted),
      })),
    custom_resources: all.filter(({ resource_id }) => !resourceIds.has(resource_id)).map(resourceView),
    custom_scopes: scopes.map(({ scope, description = "", permissions: granted }) => ({
      scope,
      description,
      permissions: permissionViews(granted),
    })),
  };
}

function permissionViews(granted: readonly Permission[]) {
  return granted.map(({ resource_id, actions }) => ({ resource_id, actions: [...actions] }));
}

function resourceView({ resource_id, description = "", actions }: Resource) {
  return { resource_id, description, available_actions: [...actions] };
}
