import type { Permission, Resource } from "../language/vocabulary/policy-outline.ts";
import type { PolicyProblem, PolicyProblemCode } from "./policy-problem.ts";

/** A fault of a permission, and the names that a message about it may need. */
export interface PermissionFault {
  readonly code: Extract<
    PolicyProblemCode,
    | "invalid_permission_resource"
    | "rbac_permission_missing_actions"
    | "cannot_specify_wildcard_with_other_actions"
    | "empty_rbac_action"
    | "invalid_permission_action"
  >;
  /** The role id or the scope that has the permission. */
  readonly owner: string;
  readonly resourceId: string;
  /** Empty where the fault is not about one action. */
  readonly action: string;
}

/** The message of each fault: a project's policy and an organization's word theirs differently. */
export type PermissionWording = Readonly<Record<PermissionFault["code"], (fault: PermissionFault) => string>>;

/** The actions that each resource declares, by resource id. */
export type DeclaredActions = ReadonlyMap<string, ReadonlySet<string>>;

/** The actions by resource, for look-ups; of a resource that is declared twice, the later ones. */
export function declaredActions(resources: readonly Resource[]): DeclaredActions {
  return new Map(resources.map(({ resource_id, actions }) => [resource_id, new Set(actions)]));
}

/** Everything that is wrong with the permissions of one role or scope, against the resources that a policy has. */
export function checkPermissions(
  owner: string,
  permissions: readonly Permission[],
  pointer: string,
  declared: DeclaredActions,
  wording: PermissionWording,
): readonly PolicyProblem[] {
  return permissions.flatMap((permission, index) =>
    findFaults(owner, permission, declared).map(({ fault, at }) => ({
      code: fault.code,
      message: wording[fault.code](fault),
      pointer: `${pointer}/permissions/${index}/${at}`,
    })),
  );
}

interface PlacedFault {
  readonly fault: PermissionFault;
  /** The rest of the pointer, within the permission. */
  readonly at: string;
}

function findFaults(owner: string, permission: Permission, declared: DeclaredActions): readonly PlacedFault[] {
  const { resource_id: resourceId, actions } = permission;
  const place = (code: PermissionFault["code"], at: string, action = ""): PlacedFault => ({
    fault: { code, owner, resourceId, action },
    at,
  });
  const known = declared.get(resourceId);
  const faults: PlacedFault[] = known === undefined ? [place("invalid_permission_resource", "resource_id")] : [];
  if (actions.length === 0) faults.push(place("rbac_permission_missing_actions", "actions"));
  if (actions.length > 1 && actions.includes("*")) {
    faults.push(place("cannot_specify_wildcard_with_other_actions", "actions"));
  }
  for (const [index, action] of actions.entries()) {
    if (action === "") faults.push(place("empty_rbac_action", `actions/${index}`));
    else if (action !== "*" && known !== undefined && !known.has(action)) {
      faults.push(place("invalid_permission_action", `actions/${index}`, action));
    }
  }
  return faults;
}
