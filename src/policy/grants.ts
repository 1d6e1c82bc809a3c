import type { Permission } from "../language/vocabulary/policy-outline.ts";

/** The grants of each owner, a role or a scope: the actions that its permissions name, `*` among them, by owner and resource. */
export type Grants = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** Indexes permissions. An owner or a resource that occurs twice has the union of both. */
export function indexGrants(
  entries: readonly (readonly [owner: string, permissions: readonly Permission[]])[],
): Grants {
  const grants = new Map<string, Map<string, Set<string>>>();
  for (const [owner, permissions] of entries) {
    const actionsByResource = grants.get(owner) ?? new Map<string, Set<string>>();
    grants.set(owner, actionsByResource);
    for (const { resource_id, actions } of permissions) {
      const named = actionsByResource.get(resource_id) ?? new Set<string>();
      actionsByResource.set(resource_id, named);
      for (const action of actions) named.add(action);
    }
  }
  return grants;
}

/**
 * Those of the owners that may do the action on the resource, each once, in the given order: four look-ups for each. A
 * permission grants when it names the action or `*`, whether or not the resource declares the action.
 */
export function grantingOwners(
  grants: Grants,
  owners: readonly string[],
  resourceId: string,
  action: string,
): readonly string[] {
  return [...new Set(owners)].filter((owner) => {
    const named = grants.get(owner)?.get(resourceId);
    return named !== undefined && (named.has(action) || named.has("*"));
  });
}

/** Every action that a permission of one of the owners names on the resource; `*` stands for itself. */
export function namedActions(grants: Grants, owners: readonly string[], resourceId: string): ReadonlySet<string> {
  return new Set(owners.flatMap((owner) => [...(grants.get(owner)?.get(resourceId) ?? [])]));
}
