import { type Static, Type } from "typebox";
import { defaultPolicies } from "../../../language/vocabulary/default-policy.ts";
import type { Permission, PolicyOutline, Resource, Role, Scope } from "../../../language/vocabulary/policy-outline.ts";
import {
  ApiError,
  type ApiErrorType,
  type Exactly,
  type NothingLeft,
  type ProjectVerticalId,
} from "../../../projects/index.ts";
import { listOrNull, textOrNull } from "./optional-fields.ts";

const permission = Type.Object({ resource_id: textOrNull, actions: listOrNull(Type.String()) });
const permissions = listOrNull(permission);
const defaultRole = Type.Optional(
  Type.Unsafe<{ readonly permissions?: Static<typeof permissions> } | null>({
    type: ["object", "null"],
    properties: { permissions },
  }),
);
const role = Type.Object({ role_id: textOrNull, description: textOrNull, permissions });
const resource = Type.Object({
  resource_id: textOrNull,
  description: textOrNull,
  available_actions: listOrNull(Type.String()),
});
const scope = Type.Object({ scope: textOrNull, description: textOrNull, permissions });

/**
 * The fields of a policy in a request. They are the whole of it: what is left out is empty, or as every policy has it.
 */
export const policyFields = Type.Object({
  stytch_member: defaultRole,
  stytch_admin: defaultRole,
  stytch_user: defaultRole,
  custom_roles: listOrNull(role),
  custom_resources: listOrNull(resource),
  custom_scopes: listOrNull(scope),
});

/** A policy that a request asks for. */
export interface PolicyReading {
  /**
   * The policy in the place of the one before. What that one said of resources that every policy has, and its
   * descriptions of roles that every policy has, stay: a request has no word for them.
   */
  readonly policyAfter: (before: PolicyOutline) => PolicyOutline;
  /** JSON Pointer in the request of what a JSON Pointer in the configuration points to. */
  readonly fieldOf: (pointer: string) => string;
}

const defaultRoleFields = ["stytch_member", "stytch_admin", "stytch_user"] as const;

/**
 * Reads the fields of a request. Throws an `ApiError` where what every policy has stands among what is the project's own.
 * All else is left to the validator of policies, roles of the other vertical too.
 */
export function readPolicyFields(body: Static<typeof policyFields>, vertical: ProjectVerticalId): PolicyReading {
  const defaults = defaultPolicies[vertical];
  const { custom_roles, custom_resources, custom_scopes, ...defaultRoles } = body;
  defaultRoles satisfies Exactly<Record<(typeof defaultRoleFields)[number], unknown>, typeof defaultRoles>;
  const roles = (custom_roles ?? []).map(readRole);
  const resources = (custom_resources ?? []).map(readResource);
  const scopes = (custom_scopes ?? []).map(readScope);
  const given = defaultRoleFields.flatMap((id) => {
    const said = defaultRoles[id] ?? undefined;
    return said === undefined ? [] : [{ role_id: id, permissions: permissionsOf(said.permissions) }];
  });
  const isDefault = ({ resource_id }: { readonly resource_id: string }) =>
    defaults.resources.some((other) => other.resource_id === resource_id);
  const isDefaultRole = ({ role_id }: { readonly role_id: string }) =>
    defaults.roles.some((other) => other.role_id === role_id);
  refuseAt(roles.findIndex(isDefaultRole), "invalid_rbac_custom_role", "/custom_roles", "role_id");
  refuseAt(resources.findIndex(isDefault), "invalid_stytch_prefixed_resource", "/custom_resources", "resource_id");
  return {
    policyAfter: (before) => ({
      roles: [
        ...given.map((role) => {
          const described = [...before.roles, ...defaults.roles].find(({ role_id }) => role_id === role.role_id);
          return { ...role, description: described?.description ?? "" };
        }),
        ...roles,
      ],
      resources: [...resources, ...before.resources.filter(isDefault)],
      scopes,
    }),
    fieldOf: (pointer) =>
      fieldOf(
        pointer,
        defaultRoleFields.filter((id) => given.some((role) => role.role_id === id)),
      ),
  };
}

function readRole(said: Static<typeof role>): Required<Role> {
  const { role_id, description, permissions: granted, ...rest } = said;
  rest satisfies NothingLeft;
  return { role_id: role_id ?? "", description: description ?? "", permissions: permissionsOf(granted) };
}

function readResource(said: Static<typeof resource>): Required<Resource> {
  const { resource_id, description, available_actions, ...rest } = said;
  rest satisfies NothingLeft;
  return { resource_id: resource_id ?? "", description: description ?? "", actions: [...(available_actions ?? [])] };
}

function readScope(said: Static<typeof scope>): Required<Scope> {
  const { scope: name, description, permissions: granted, ...rest } = said;
  rest satisfies NothingLeft;
  return { scope: name ?? "", description: description ?? "", permissions: permissionsOf(granted) };
}

function permissionsOf(given: Static<typeof permissions> | undefined): readonly Permission[] {
  return (given ?? []).map((said): Required<Permission> => {
    const { resource_id, actions, ...rest } = said;
    rest satisfies NothingLeft;
    return { resource_id: resource_id ?? "", actions: [...(actions ?? [])] };
  });
}

/** Throws the error of what every policy has at a place of a list of the project's own; -1 is no place. */
function refuseAt(index: number, type: ApiErrorType, list: string, key: string): void {
  if (index === -1) return;
  const message = "this is what every policy has, and cannot be the project's own";
  throw new ApiError(type, message, {
    reason: type,
    problems: [{ code: type, field: `${list}/${index}/${key}`, message }],
  });
}

/** `/policy/roles/2/permissions/0` in words of a request, whose own lists come after the roles that every policy has. */
function fieldOf(pointer: string, defaultRoles: readonly string[]): string {
  const [, , list, index, ...rest] = pointer.split("/");
  if (list === undefined) return "";
  if (index === undefined) return `/custom_${list}`;
  if (list === "roles") {
    const role = defaultRoles[Number(index)];
    // Its id is the name of the field.
    if (role !== undefined) return ["", role, ...rest.filter((key) => key !== "role_id")].join("/");
    return ["", "custom_roles", Number(index) - defaultRoles.length, ...rest].join("/");
  }
  const [first = "", ...others] = rest;
  const key = list === "resources" && first === "actions" ? "available_actions" : first;
  return ["", `custom_${list}`, index, key, ...others].join("/");
}
