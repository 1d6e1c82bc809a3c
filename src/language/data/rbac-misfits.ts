import { didYouMean, suggest } from "../diagnostics/did-you-mean.ts";
import { quoteSource } from "../diagnostics/quote-source.ts";
import { isJsonList, isJsonObject, type Json } from "../json.ts";
import { pointerTo } from "../json-pointer.ts";
import type { OutlinedPolicy, OutlinedResource } from "../vocabulary/policy-outline.ts";
import type { Type } from "../vocabulary/type.ts";
import { type AddMisfit, addMisfits } from "../vocabulary/types/misfits.ts";
import { actionsType, rolesType } from "../vocabulary/vocabulary.ts";

const rbacFields = ["roles", "actions"];
const rbacShape = 'it is `{ "roles": […], "actions": { "RESOURCE": […] } }`';

/** Says what is wrong with the `rbac` of data: its shape, and what the policy, if there is one, does not know. */
export function addRbacMisfits(rbac: Json, pointer: string, policy: OutlinedPolicy | undefined, add: AddMisfit): void {
  if (!isJsonObject(rbac)) {
    add(pointer, "must be an object with `roles` and `actions`", () => rbacShape);
    return;
  }
  const meant = new Set<string | undefined>();
  for (const [key, value] of Object.entries(rbac)) {
    if (rbacFields.includes(key)) continue;
    const place = pointerTo(pointer, key);
    if (isJsonObject(value)) {
      meant.add("actions");
      const wanted = quoteSource(`"actions": { ${JSON.stringify(key)}: […] }`);
      add(place, `the actions on ${quoteSource(key)} stand under \`actions\` in data`, () => `write ${wanted}`);
    } else if (suggest(key, rbacFields).length > 0) {
      meant.add(suggest(key, rbacFields)[0]);
      add(place, `unknown property ${quoteSource(key)} of \`rbac\``, () => didYouMean(key, rbacFields));
    }
  }
  for (const field of rbacFields) {
    if (Object.hasOwn(rbac, field) || meant.has(field)) continue;
    add(pointer, `\`${field}\` is missing`, () => rbacShape);
  }
  const { roles, actions } = rbac;
  if (roles !== undefined) addRoleIdMisfits(roles, `${pointer}/roles`, policy, add);
  if (actions !== undefined) addActionsMisfits(actions, `${pointer}/actions`, policy, add);
}

/** Says what is wrong with the assigned `roles` from which `rbac` is computed: role ids, or objects with a `role_id`. */
export function addAssignedRoleMisfits(
  roles: Json,
  pointer: string,
  policy: OutlinedPolicy | undefined,
  add: AddMisfit,
): void {
  if (!isJsonList(roles)) {
    add(pointer, "must be a list of role ids");
    return;
  }
  for (const [index, role] of roles.entries()) {
    const isObject = isJsonObject(role) && Object.hasOwn(role, "role_id");
    const id = isObject ? role.role_id : role;
    const place = `${pointer}/${index}${isObject ? "/role_id" : ""}`;
    if (typeof id !== "string") add(place, "must be a role id");
    else addUnknownRole(id, place, policy, add);
  }
}

function addRoleIdMisfits(roles: Json, pointer: string, policy: OutlinedPolicy | undefined, add: AddMisfit): void {
  addIdMisfits(rolesType(undefined), roles, pointer, add, (id, place) => addUnknownRole(id, place, policy, add));
}

function addUnknownRole(id: string, pointer: string, policy: OutlinedPolicy | undefined, add: AddMisfit): void {
  if (policy === undefined || policy.roleIds.has(id)) return;
  add(pointer, `the policy has no role ${quoteSource(id)}`, () => didYouMean(id, policy.roleIds));
}

function addActionsMisfits(actions: Json, pointer: string, policy: OutlinedPolicy | undefined, add: AddMisfit): void {
  if (!isJsonObject(actions)) {
    add(pointer, "must be an object with a list of actions for each resource");
    return;
  }
  for (const [resourceId, ids] of Object.entries(actions)) {
    const place = pointerTo(pointer, resourceId);
    const resource = policy?.resources.get(resourceId);
    if (policy !== undefined && resource === undefined) {
      const known = policy.resources.keys();
      add(place, `the policy has no resource ${quoteSource(resourceId)}`, () => didYouMean(resourceId, known));
      continue;
    }
    addIdMisfits(actionsType(undefined, resourceId), ids, place, add, (id, at) => {
      if (resource !== undefined) addUnknownAction(id, at, resourceId, resource, add);
    });
  }
}

function addUnknownAction(
  id: string,
  pointer: string,
  resourceId: string,
  { actions, granted }: OutlinedResource,
  add: AddMisfit,
): void {
  if (granted.includes(id)) return;
  const resource = quoteSource(resourceId);
  if (actions.includes(id)) add(pointer, `no role of the policy may do ${quoteSource(id)} on ${resource}`);
  else add(pointer, `the policy has no action ${quoteSource(id)} on ${resource}`, () => didYouMean(id, actions));
}

/** A list of ids, each once. */
function addIdMisfits(
  type: Type,
  ids: Json,
  pointer: string,
  add: AddMisfit,
  addUnknown: (id: string, pointer: string) => void,
): void {
  addMisfits(type, ids, pointer, add);
  if (!isJsonList(ids)) return;
  const seen = new Set<Json>();
  for (const [index, id] of ids.entries()) {
    if (typeof id !== "string") continue;
    if (seen.has(id)) add(`${pointer}/${index}`, `${quoteSource(id)} is there twice`);
    else addUnknown(id, `${pointer}/${index}`);
    seen.add(id);
  }
}
