import { withDefaults } from "../language/vocabulary/default-policy.ts";
import { type PolicyOutline, type Role, readRoles } from "../language/vocabulary/policy-outline.ts";
import { checkId, findDuplicates } from "./check-id.ts";
import { checkPermissions, declaredActions, type PermissionWording } from "./check-permissions.ts";
import { malformed, type PolicyProblem } from "./policy-problem.ts";

/** The roles that one organization has beside its project's. */
export interface OrganizationPolicy {
  readonly roles: readonly Role[];
}

/** An organization's policy that may be saved, or every reason why not. */
export type OrganizationPolicyValidation =
  | { readonly ok: true; readonly policy: OrganizationPolicy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

/** The sentences of the official SDKs, which callers may know and match. */
const wording: PermissionWording = {
  invalid_permission_resource: ({ resourceId }) => `Resource ${resourceId} not defined in Project RBAC policy`,
  rbac_permission_missing_actions: ({ owner, resourceId }) =>
    `No actions defined for role ${owner}, resource ${resourceId}`,
  cannot_specify_wildcard_with_other_actions: () =>
    "Wildcard actions must be the only action defined for a role and resource",
  empty_rbac_action: ({ resourceId }) => `Empty action on resource ${resourceId} is not permitted`,
  invalid_permission_action: ({ action, resourceId }) => `Unknown action ${action} defined on resource ${resourceId}`,
};

/**
 * Validates an organization's policy, `{ roles }`, against its project's: no role that the project has, defaults
 * included, and permissions on the project's resources only. All problems are reported; but what is in a policy is
 * looked at only when its shape is right.
 */
export function validateOrganizationPolicy(value: unknown, projectPolicy: PolicyOutline): OrganizationPolicyValidation {
  const reading = readRoles(value);
  if (!reading.ok) return { ok: false, problems: malformed(reading.problems) };
  // Only B2B projects have organizations.
  const project = withDefaults(projectPolicy, "b2b");
  const projectRoleIds = new Set(project.roles.map((role) => role.role_id));
  const declared = declaredActions(project.resources);
  const duplicates = findDuplicates(reading.roles.map((role) => role.role_id));
  const problems = reading.roles.flatMap(({ role_id, permissions }, index) => {
    const pointer = `/roles/${index}`;
    const at = `${pointer}/role_id`;
    const found = [...checkId("role_id", role_id, at)];
    if (projectRoleIds.has(role_id)) {
      const message = `Role ${role_id} already defined in Project RBAC policy`;
      found.push({ code: "rbac_role_duplicate", message, pointer: at });
    }
    if (duplicates[index]) {
      const message = `Duplicate role ${role_id} in Organization RBAC policy`;
      found.push({ code: "rbac_role_duplicate", message, pointer: at });
    }
    return [...found, ...checkPermissions(role_id, permissions, pointer, declared, wording)];
  });
  return problems.length === 0 ? { ok: true, policy: { roles: reading.roles } } : { ok: false, problems };
}
