import type { VerticalId } from "../language/index.ts";
import { defaultPolicies, withDefaults } from "../language/vocabulary/default-policy.ts";
import {
  type PolicyOutline,
  type Resource,
  type Role,
  readPolicyOutline,
  type Scope,
} from "../language/vocabulary/policy-outline.ts";
import { checkId, findDuplicates } from "./check-id.ts";
import {
  checkPermissions,
  type DeclaredActions,
  declaredActions,
  type PermissionWording,
} from "./check-permissions.ts";
import { malformed, type PolicyProblem } from "./policy-problem.ts";

/** A policy that may be saved, as it was written (without defaults), or every reason why not. */
export type PolicyValidation =
  | { readonly ok: true; readonly policy: PolicyOutline }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

const wording: PermissionWording = {
  invalid_permission_resource: ({ resourceId }) => `the policy has no resource \`${resourceId}\``,
  rbac_permission_missing_actions: ({ resourceId }) => `the permission on \`${resourceId}\` names no action`,
  cannot_specify_wildcard_with_other_actions: () => "`*` must be the only action of a permission",
  empty_rbac_action: () => "the action is empty",
  invalid_permission_action: ({ action, resourceId }) => `the resource \`${resourceId}\` has no action \`${action}\``,
};

/**
 * Validates a project's policy, in the shape in which the API returns it or the same under `policy`. All problems are
 * reported, in the order of roles, resources and scopes; but what is in a policy is looked at only when its shape is right.
 */
export function validatePolicy(value: unknown, vertical: VerticalId): PolicyValidation {
  const reading = readPolicyOutline(value);
  if (!reading.ok) return { ok: false, problems: malformed(reading.problems) };
  const { outline, pointer } = reading;
  const declared = declaredActions(withDefaults(outline, vertical).resources);
  const problems = [
    ...checkRoles(outline.roles, vertical, declared, pointer),
    ...checkResources(outline.resources, vertical, pointer),
    ...checkScopes(outline.scopes, declared, pointer),
  ];
  return problems.length === 0 ? { ok: true, policy: outline } : { ok: false, problems };
}

function checkRoles(
  roles: readonly Role[],
  vertical: VerticalId,
  declared: DeclaredActions,
  base: string,
): readonly PolicyProblem[] {
  const foreign = foreignRoleIds(vertical);
  const duplicates = findDuplicates(roles.map((role) => role.role_id));
  return roles.flatMap((role, index) => {
    const pointer = `${base}/roles/${index}`;
    const at = `${pointer}/role_id`;
    const problems = [...checkId("role_id", role.role_id, at)];
    if (duplicates[index]) {
      problems.push({
        code: "rbac_role_duplicate",
        message: `the role \`${role.role_id}\` is there twice`,
        pointer: at,
      });
    }
    if (foreign.has(role.role_id)) {
      const message = `the role \`${role.role_id}\` does not exist in a project of the vertical \`${vertical}\``;
      problems.push({ code: "invalid_role_for_vertical", message, pointer: at });
    }
    return [...problems, ...checkPermissions(role.role_id, role.permissions, pointer, declared, wording)];
  });
}

/** The default roles of the other verticals, which a policy of this one may not define. */
function foreignRoleIds(vertical: VerticalId): ReadonlySet<string> {
  const all = Object.values(defaultPolicies).flatMap((defaults) => defaults.roles);
  const own = defaultPolicies[vertical].roles;
  return new Set(all.filter((role) => !own.includes(role)).map((role) => role.role_id));
}

function checkResources(resources: readonly Resource[], vertical: VerticalId, base: string): readonly PolicyProblem[] {
  const defaultIds = new Set(defaultPolicies[vertical].resources.map((resource) => resource.resource_id));
  const duplicates = findDuplicates(resources.map((resource) => resource.resource_id));
  return resources.flatMap((resource, index) => {
    const id = resource.resource_id;
    const pointer = `${base}/resources/${index}`;
    const at = `${pointer}/resource_id`;
    const problems = [...checkId("resource_id", id, at)];
    if (duplicates[index]) {
      problems.push({ code: "rbac_resource_duplicate", message: `the resource \`${id}\` is there twice`, pointer: at });
    }
    if (id.startsWith("stytch") && !defaultIds.has(id)) {
      const message = "the prefix `stytch` is reserved for the resources that every policy has";
      problems.push({ code: "invalid_stytch_prefixed_resource", message, pointer: at });
    }
    return [...problems, ...checkActions(resource, `${pointer}/actions`)];
  });
}

function checkActions({ resource_id, actions }: Resource, pointer: string): readonly PolicyProblem[] {
  if (actions.length === 0) {
    const message = `the resource \`${resource_id}\` declares no action`;
    return [{ code: "rbac_resource_missing_actions", message, pointer }];
  }
  const duplicates = findDuplicates(actions);
  return actions.flatMap((action, index) => {
    const at = `${pointer}/${index}`;
    const problems = [...checkId("action", action, at)];
    if (action === "*") {
      const message = "`*` stands for all actions in a permission, so no resource can declare it";
      problems.push({ code: "invalid_wildcard_action", message, pointer: at });
    }
    if (duplicates[index]) {
      problems.push({ code: "rbac_action_duplicate", message: `the action \`${action}\` is there twice`, pointer: at });
    }
    return problems;
  });
}

function checkScopes(scopes: readonly Scope[], declared: DeclaredActions, base: string): readonly PolicyProblem[] {
  const duplicates = findDuplicates(scopes.map(({ scope }) => scope));
  return scopes.flatMap(({ scope, permissions }, index) => {
    const pointer = `${base}/scopes/${index}`;
    const at = `${pointer}/scope`;
    const problems = [...checkId("scope", scope, at)];
    if (duplicates[index]) {
      problems.push({ code: "rbac_scope_duplicate", message: `the scope \`${scope}\` is there twice`, pointer: at });
    }
    return [...problems, ...checkPermissions(scope, permissions, pointer, declared, wording)];
  });
}
