import { type Static, Type } from "typebox";
import type { Permission, PolicyOutline, Resource, Role, Scope } from "../../language/vocabulary/policy-outline.ts";
import type { NothingLeft } from "../../projects/index.ts";

const actionsSchema = Type.Array(Type.String());
const permissionSchema = Type.Object({ resource_id: Type.String(), actions: actionsSchema });
const resourceSchema = Type.Object({
  resource_id: Type.String(),
  description: Type.String(),
  actions: actionsSchema,
});

/** The permissions of a role or a scope as the API returns them. */
export const permissionsSchema = Type.Array(permissionSchema);

/** A role as the API returns it. */
export const roleSchema = Type.Object({
  role_id: Type.String(),
  description: Type.String(),
  permissions: permissionsSchema,
});

/** A scope as the API returns it. */
export const scopeSchema = Type.Object({
  scope: Type.String(),
  description: Type.String(),
  permissions: permissionsSchema,
});

/** A policy as the SDKs read it. */
export const policySchema = Type.Object({
  roles: Type.Array(roleSchema),
  resources: Type.Array(resourceSchema),
  scopes: Type.Array(scopeSchema),
});

/** The view of a policy: what it leaves out is empty. */
export function policyView(policy: PolicyOutline): Required<Static<typeof policySchema>> {
  const { roles, resources, scopes = [], ...rest } = policy;
  rest satisfies NothingLeft;
  return { roles: roles.map(roleView), resources: resources.map(resourceView), scopes: scopes.map(scopeView) };
}

/** The view of a role. */
export function roleView(role: Role): Required<Static<typeof roleSchema>> {
  const { role_id, description = "", permissions, ...rest } = role;
  rest satisfies NothingLeft;
  return { role_id, description, permissions: permissionViews(permissions) };
}

/** The view of a scope. */
export function scopeView(value: Scope): Required<Static<typeof scopeSchema>> {
  const { scope, description = "", permissions, ...rest } = value;
  rest satisfies NothingLeft;
  return { scope, description, permissions: permissionViews(permissions) };
}

/** The view of permissions. */
export function permissionViews(granted: readonly Permission[]): Static<typeof permissionsSchema> {
  return granted.map((permission): Required<Static<typeof permissionSchema>> => {
    const { resource_id, actions, ...rest } = permission;
    rest satisfies NothingLeft;
    return { resource_id, actions: [...actions] };
  });
}

function resourceView(resource: Resource): Required<Static<typeof resourceSchema>> {
  const { resource_id, description = "", actions, ...rest } = resource;
  rest satisfies NothingLeft;
  return { resource_id, description, actions: [...actions] };
}
