import type { CompiledPolicy } from "./compile-policy.ts";

/** The value that a template reads as `member.rbac` or `user.rbac`. */
export interface Rbac {
  /** The role ids in effect. */
  readonly roles: readonly string[];
  /** By resource id, what the subject may do on it; every resource of the policy is there, if with an empty list. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
}

/** The RBAC data of a subject with these assigned roles. Any text can be a resource id: each is an own property, `__proto__` too. */
export function rbacOf(policy: CompiledPolicy, assignedRoles: readonly string[]): Rbac {
  const roles = policy.rolesInEffect(assignedRoles);
  const actions = Object.fromEntries(policy.resourceIds.map((id) => [id, policy.actionsOn(id, roles)]));
  return { roles, actions };
}
