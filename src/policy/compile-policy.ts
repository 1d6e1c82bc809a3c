import type { VerticalId } from "../language/index.ts";
import { defaultRoleId } from "../language/vocabulary/default-policy.ts";
import { outlinePolicy, type PolicyOutline } from "../language/vocabulary/policy-outline.ts";
import { grantingOwners, indexGrants, namedActions } from "./grants.ts";
import type { OrganizationPolicy } from "./validate-organization-policy.ts";

/** A policy made ready for the questions that sessions ask of it. */
export interface CompiledPolicy {
  readonly vertical: VerticalId;
  /** The resources that claims can speak of: defaults first, then in the policy's order. */
  readonly resourceIds: readonly string[];
  /** The roles of a subject: the default role, then the assigned ones in the policy's order. Ids that are no role of the policy are ignored. */
  rolesInEffect(assigned: readonly string[]): readonly string[];
  /** The actions on the resource that the roles may do, in the policy's order; `*` counts as the actions that the resource declares. */
  actionsOn(resourceId: string, roleIds: readonly string[]): readonly string[];
  /** Whether one of the roles may do the action; a few look-ups for each role. The default role is not added. */
  authorize(request: RoleRequest): RoleVerdict;
  /** Whether one of the scopes allows the action; a few look-ups for each scope. */
  authorizeScopes(request: ScopeRequest): ScopeVerdict;
}

export interface RoleRequest {
  readonly roles: readonly string[];
  readonly resourceId: string;
  readonly action: string;
}

export interface RoleVerdict {
  readonly authorized: boolean;
  /** The roles that grant it, in the order of the request. */
  readonly grantingRoles: readonly string[];
}

export interface ScopeRequest {
  readonly scopes: readonly string[];
  readonly resourceId: string;
  readonly action: string;
}

export interface ScopeVerdict {
  readonly authorized: boolean;
  /** The scopes that grant it, in the order of the request. */
  readonly grantingScopes: readonly string[];
}

/**
 * Compiles a policy with the defaults of its vertical and, if there is one, the policy of one organization, whose roles
 * come after the project's. The policy need not be valid: what it says twice counts as the union of both.
 */
export function compilePolicy(
  outline: PolicyOutline,
  vertical: VerticalId,
  organizationPolicy: OrganizationPolicy = { roles: [] },
): CompiledPolicy {
  const everyRole = [...outline.roles, ...organizationPolicy.roles];
  const policy = outlinePolicy({ ...outline, roles: everyRole }, vertical);
  const roleGrants = indexGrants(policy.outline.roles.map((role) => [role.role_id, role.permissions]));
  const scopeGrants = indexGrants((outline.scopes ?? []).map((scope) => [scope.scope, scope.permissions]));
  const always = defaultRoleId(vertical);
  return {
    vertical,
    resourceIds: [...policy.resources.keys()],
    rolesInEffect(assigned) {
      const ids = new Set(assigned);
      return [...policy.roleIds].filter((id) => id === always || ids.has(id));
    },
    actionsOn(resourceId, roleIds) {
      const resource = policy.resources.get(resourceId);
      if (resource === undefined) return [];
      const named = namedActions(roleGrants, roleIds, resourceId);
      // The declared actions stand first; `*` expands to them and to no other.
      const expanded = named.has("*") ? resource.declared.length : 0;
      return resource.actions.filter((action, index) => index < expanded || named.has(action));
    },
    authorize({ roles, resourceId, action }) {
      const grantingRoles = grantingOwners(roleGrants, roles, resourceId, action);
      return { authorized: grantingRoles.length > 0, grantingRoles };
    },
    authorizeScopes({ scopes, resourceId, action }) {
      const grantingScopes = grantingOwners(scopeGrants, scopes, resourceId, action);
      return { authorized: grantingScopes.length > 0, grantingScopes };
    },
  };
}
