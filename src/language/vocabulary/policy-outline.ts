import { withDefaults } from "./default-policy.ts";
import type { VerticalId } from "./vertical.ts";

export { type OutlineProblem, type OutlineReading, readPolicyOutline, readRoles } from "./read-policy-outline.ts";

import type { PolicyOutline } from "./policy-shape.ts";

export type { Permission, PolicyOutline, Resource, Role, Scope } from "./policy-shape.ts";

/** One resource of a policy, with its actions in the order in which claims list them. */
export interface OutlinedResource {
  /** The actions that the resource declares: what `*` stands for. */
  readonly declared: readonly string[];
  /** The declared actions, then those that only a role's permission names, in the order of first mention. */
  readonly actions: readonly string[];
  /** Those of `actions` that some role may do, `*` expanded: every element that a subject's list of actions can have. */
  readonly granted: readonly string[];
}

/** A policy, defaults included, made ready for look-ups. Maps and sets, because any text can be an id. */
export interface OutlinedPolicy {
  /** The policy with its defaults, in effect order. */
  readonly outline: PolicyOutline;
  /** Every role once: the default role, then the others in the policy's order. */
  readonly roleIds: ReadonlySet<string>;
  /** By resource id: the declared resources in the policy's order, then those that only a role's permission names. */
  readonly resources: ReadonlyMap<string, OutlinedResource>;
}

/** Makes a policy ready for look-ups, defaults of the vertical included. A role or resource that occurs twice counts as the union of both. */
export function outlinePolicy(outline: PolicyOutline, vertical: VerticalId): OutlinedPolicy {
  const full = withDefaults(outline, vertical);
  const declaredById = new Map<string, Set<string>>();
  for (const { resource_id, actions } of full.resources) {
    addAll(
      declaredById,
      resource_id,
      actions.filter((action) => action !== "*"),
    );
  }

  const grantedById = new Map<string, Set<string>>();
  for (const role of full.roles)
    for (const permission of role.permissions) addAll(grantedById, permission.resource_id, permission.actions);

  const resources = new Map<string, OutlinedResource>();
  for (const resourceId of [...declaredById.keys(), ...grantedById.keys()]) {
    if (resources.has(resourceId)) continue;
    const declared = declaredById.get(resourceId) ?? none;
    const named = grantedById.get(resourceId) ?? none;
    const actions = [...declared, ...[...named].filter((action) => action !== "*" && !declared.has(action))];
    const granted = actions.filter((action) => named.has(action) || (named.has("*") && declared.has(action)));
    resources.set(resourceId, { declared: [...declared], actions, granted });
  }
  return { outline: full, roleIds: new Set(full.roles.map((role) => role.role_id)), resources };
}

const none: ReadonlySet<string> = new Set();

function addAll(setById: Map<string, Set<string>>, id: string, members: readonly string[]): void {
  const set = setById.get(id) ?? new Set();
  for (const member of members) set.add(member);
  setById.set(id, set);
}
