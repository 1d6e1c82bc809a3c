import { type AuthorizationCheck, authorizationCheck } from "../policy/index.ts";
import { ApiError, type ProjectContext } from "../projects/index.ts";

/** The grounds on which the action that a request asked about is allowed. */
export interface Verdict {
  readonly grantingRoles: readonly string[];
}

/** Enforces the `authorization_check` of a request on the roles in effect; `undefined` where it has none. */
export function checkAuthorization(
  { active, vertical }: ProjectContext,
  {
    check,
    organizationId,
    roles,
  }: {
    readonly check: AuthorizationCheck | undefined;
    readonly organizationId: string | undefined;
    readonly roles: readonly string[];
  },
): Verdict | undefined {
  if (check === undefined) return undefined;
  const verdict = authorizationCheck(active.policy, { subject: { organizationId, roles }, check });
  if (verdict.authorized) return { grantingRoles: verdict.grantingRoles };
  if (verdict.reason === "tenancy_mismatch") throw new ApiError("session_authorization_tenancy_error");
  throw new ApiError(vertical.hasOrganization ? "session_authorization_error" : "consumer_session_authorization_error");
}
