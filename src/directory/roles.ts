import { isDeepStrictEqual } from "node:util";
import { jsonBytes } from "../language/json-bytes.ts";
import { defaultRoleId } from "../language/vocabulary/default-policy.ts";
import { maxRolesBytes } from "../language/vocabulary/limits.ts";
import { ApiError, type ProjectContext } from "../projects/index.ts";
import { emailDomain } from "./email-address.ts";
import type { ImplicitRole, Organization } from "./organization.ts";
import type { Subject } from "./subject.ts";

/** The part of a subject that its roles are read from. */
export type RoleHolder = Pick<Subject, "roles" | "emailAddress">;
/** The part of an organization that implicit roles are read from. */
export type RoleGiver = Pick<Organization, "implicitRoles">;

/**
 * The roles that a subject was given, directly and by the domain of its e-mail address, each once and in the policy's
 * order. The role that everybody has is not among them, nor are ids that are no role of the policy.
 */
export function assignedRoles(
  context: ProjectContext,
  subject: RoleHolder,
  organization: RoleGiver | undefined,
): readonly string[] {
  const assigned = new Set([
    ...subject.roles,
    ...implicitRolesOf(subject, organization).map((implicit) => implicit.roleId),
  ]);
  return context.active.policy.rolesInEffect([...assigned]).filter((id) => assigned.has(id));
}

/** The roles in effect: the one that everybody has, then the assigned ones in the policy's order. */
export function rolesOf(
  context: ProjectContext,
  subject: RoleHolder,
  organization: RoleGiver | undefined,
): readonly string[] {
  return context.active.policy.rolesInEffect(assignedRoles(context, subject, organization));
}

/** The organization's implicit roles that the domain of the subject's e-mail address gives it. */
export function implicitRolesOf(subject: RoleHolder, organization: RoleGiver | undefined): readonly ImplicitRole[] {
  const address = subject.emailAddress;
  if (address === null || organization === undefined) return [];
  return organization.implicitRoles.filter((implicit) => implicit.domain === emailDomain(address));
}

/** Throws `too_many_roles` where the role ids, which are in effect together, take more than 4096 bytes of JSON. */
export function checkRolesBytes(roleIds: readonly string[]): void {
  if (jsonBytes(roleIds) > maxRolesBytes) throw new ApiError("too_many_roles");
}

/**
 * Checks the roles in effect of a subject that is about to be stored, where they are others than before. What is stored
 * already is served, whatever it takes. Throws `too_many_roles`.
 */
export function checkRolesInEffect(
  context: ProjectContext,
  {
    before,
    after,
    organization,
  }: {
    readonly before?: RoleHolder;
    readonly after: RoleHolder;
    readonly organization: RoleGiver | undefined;
  },
): void {
  const roles = rolesOf(context, after, organization);
  const isSame = before !== undefined && isDeepStrictEqual(rolesOf(context, before, organization), roles);
  if (!isSame) checkRolesBytes(roles);
}

/**
 * The ids, each once. Throws `cannot_assign_default_rbac_role_id` for the role that everybody has, and
 * `invalid_rbac_role_id` for what is no role of the policy; the messages name none, for they may come from a token.
 */
export function checkRoleIds(context: ProjectContext, ids: readonly string[]): readonly string[] {
  const { policy } = context.active;
  const known = new Set(policy.rolesInEffect(ids));
  for (const id of ids) {
    if (id === defaultRoleId(policy.vertical)) throw new ApiError("cannot_assign_default_rbac_role_id");
    if (!known.has(id)) throw new ApiError("invalid_rbac_role_id");
  }
  return [...new Set(ids)];
}
