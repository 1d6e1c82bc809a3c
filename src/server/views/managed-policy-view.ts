import { type Static, Type } from "typebox";
import { defaultPolicies, withDefaults } from "../../language/vocabulary/default-policy.ts";
import type { PolicyOutline, Resource, Role } from "../../language/vocabulary/policy-outline.ts";
import type { NothingLeft, ProjectVerticalId } from "../../projects/index.ts";
import { optionalField } from "./optional-field.ts";
import { permissionsSchema, permissionViews, roleSchema, roleView, scopeSchema, scopeView } from "./policy-view.ts";

const resourceSchema = Type.Object({
  resource_id: Type.String(),
  description: Type.String(),
  available_actions: Type.Array(Type.String()),
});
const defaultRole = optionalField(Type.Object({ permissions: permissionsSchema }));

/** A policy as the management API returns it: what every policy has stands apart from what is the project's own. */
export const managedPolicySchema = Type.Object({
  stytch_member: defaultRole,
  stytch_admin: defaultRole,
  stytch_user: defaultRole,
  stytch_resources: Type.Array(resourceSchema),
  custom_roles: Type.Array(roleSchema),
  custom_resources: Type.Array(resourceSchema),
  custom_scopes: Type.Array(scopeSchema),
});

/** The view of a policy, defaults included. */
export function managedPolicyView(
  policy: PolicyOutline,
  vertical: ProjectVerticalId,
): Required<Static<typeof managedPolicySchema>> {
  const { roles, resources, scopes = [] } = withDefaults(policy, vertical);
  const defaults = defaultPolicies[vertical];
  const defaultRoleIds = new Set(defaults.roles.map(({ role_id }) => role_id));
  const defaultResourceIds = new Set(defaults.resources.map(({ resource_id }) => resource_id));
  const ofDefaults = roles.filter(({ role_id }) => defaultRoleIds.has(role_id));
  return {
    stytch_member: defaultRoleView(ofDefaults, "stytch_member"),
    stytch_admin: defaultRoleView(ofDefaults, "stytch_admin"),
    stytch_user: defaultRoleView(ofDefaults, "stytch_user"),
    stytch_resources: resources.filter(({ resource_id }) => defaultResourceIds.has(resource_id)).map(resourceView),
    custom_roles: roles.filter(({ role_id }) => !defaultRoleIds.has(role_id)).map(roleView),
    custom_resources: resources.filter(({ resource_id }) => !defaultResourceIds.has(resource_id)).map(resourceView),
    custom_scopes: scopes.map(scopeView),
  };
}

function defaultRoleView(roles: readonly Role[], id: string): Static<typeof defaultRole> {
  const role = roles.find(({ role_id }) => role_id === id);
  return role && { permissions: permissionViews(role.permissions) };
}

function resourceView(resource: Resource): Required<Static<typeof resourceSchema>> {
  const { resource_id, description = "", actions, ...rest } = resource;
  rest satisfies NothingLeft;
  return { resource_id, description, available_actions: [...actions] };
}
