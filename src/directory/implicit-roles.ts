import { ApiError, type ProjectContext } from "../projects/index.ts";
import { asciiLowerCase } from "./ascii-lower-case.ts";
import { isDomainName } from "./domain-name.ts";
import type { ImplicitRole } from "./organization.ts";
import { checkRoleIds } from "./roles.ts";

/**
 * An organization's implicit roles as they are stored: domains in lower case, each pair once. Throws `rbac_invalid_domain`
 * and what `checkRoleIds` throws.
 */
export function checkedImplicitRoles(
  context: ProjectContext,
  assignments: readonly ImplicitRole[],
): readonly ImplicitRole[] {
  if (!assignments.every(({ domain }) => isDomainName(domain))) throw new ApiError("rbac_invalid_domain");
  checkRoleIds(
    context,
    assignments.map(({ roleId }) => roleId),
  );
  const pairs = assignments.map(({ domain, roleId }) => [asciiLowerCase(domain), roleId] as const);
  // A domain has no space, so that a pair can be read from its key.
  const byKey = new Map(pairs.map(([domain, roleId]) => [`${domain} ${roleId}`, { domain, roleId }]));
  return [...byKey.values()];
}
