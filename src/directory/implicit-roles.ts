import { isDeepStrictEqual } from "node:util";
import { ApiError, type ProjectContext } from "../projects/index.ts";
import { asciiLowerCase } from "./ascii-lower-case.ts";
import { isDomainName } from "./domain-name.ts";
import type { ImplicitRole } from "./organization.ts";
import { checkRoleIds, checkRolesBytes } from "./roles.ts";

/**
 * An organization's implicit roles as they are stored: domains in lower case, each pair once. Throws `rbac_invalid_domain`,
 * what `checkRoleIds` throws, and `too_many_roles` for a domain whose roles would be too many for a member without others,
 * unless it had the same before. How many its members have beside them is for whoever assigns those.
 */
export function checkedImplicitRoles(
  context: ProjectContext,
  assignments: readonly ImplicitRole[],
  before: readonly ImplicitRole[] = [],
): readonly ImplicitRole[] {
  if (!assignments.every(({ domain }) => isDomainName(domain))) throw new ApiError("rbac_invalid_domain");
  checkRoleIds(
    context,
    assignments.map(({ roleId }) => roleId),
  );
  const pairs = assignments.map(({ domain, roleId }) => [asciiLowerCase(domain), roleId] as const);
  // A domain has no space, so that a pair can be read from its key.
  const byKey = new Map(pairs.map(([domain, roleId]) => [`${domain} ${roleId}`, { domain, roleId }]));
  const implicitRoles = [...byKey.values()];
  for (const domain of new Set(implicitRoles.map((implicit) => implicit.domain))) {
    const roles = rolesOfDomain(context, implicitRoles, domain);
    if (!isDeepStrictEqual(roles, rolesOfDomain(context, before, domain))) checkRolesBytes(roles);
  }
  return implicitRoles;
}

/** The roles in effect of a member whose address is of the domain, and who has no others. */
function rolesOfDomain(
  { active }: ProjectContext,
  implicitRoles: readonly ImplicitRole[],
  domain: string,
): readonly string[] {
  const given = implicitRoles.filter((implicit) => implicit.domain === domain);
  return active.policy.rolesInEffect(given.map(({ roleId }) => roleId));
}
