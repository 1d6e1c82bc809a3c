import type { CompiledPolicy } from "./compile-policy.ts";

/** The subject that asks: by roles (a session's), or by scopes (an access token's). */
export type AuthorizationSubject = {
  /** The organization of the session or token; none in consumer projects. */
  readonly organizationId?: string | undefined;
} & ({ readonly roles: readonly string[] } | { readonly scopes: readonly string[] });

/** An `authorization_check` as it comes with a request. */
export interface AuthorizationCheck {
  /** The id itself, neither slug nor external id. */
  readonly organization_id?: string | undefined;
  readonly resource_id: string;
  readonly action: string;
}

export type AuthorizationVerdict =
  | {
      readonly authorized: true;
      /** The roles, or the scopes, that grant it; the other list is empty. */
      readonly grantingRoles: readonly string[];
      readonly grantingScopes: readonly string[];
    }
  | { readonly authorized: false; readonly reason: "tenancy_mismatch" | "invalid_permissions" };

/**
 * Decides an authorization check exactly as the official SDKs do locally. In a B2B project the check must name the
 * subject's own organization, which is looked at before the permissions; in others an organization plays no part.
 */
export function authorizationCheck(
  policy: CompiledPolicy,
  { subject, check }: { readonly subject: AuthorizationSubject; readonly check: AuthorizationCheck },
): AuthorizationVerdict {
  if (policy.vertical === "b2b" && !isSameOrganization(subject.organizationId, check.organization_id)) {
    return { authorized: false, reason: "tenancy_mismatch" };
  }
  const { resource_id: resourceId, action } = check;
  const { authorized, ...granting } =
    "roles" in subject
      ? { ...policy.authorize({ roles: subject.roles, resourceId, action }), grantingScopes: [] }
      : { ...policy.authorizeScopes({ scopes: subject.scopes, resourceId, action }), grantingRoles: [] };
  return authorized ? { authorized, ...granting } : { authorized: false, reason: "invalid_permissions" };
}

function isSameOrganization(subject: string | undefined, check: string | undefined): boolean {
  return subject !== undefined && subject === check;
}
