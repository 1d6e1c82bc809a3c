/** RBAC: validation of policies, roles in effect, actions on a resource, authorization checks. */

export {
  type AuthorizationCheck,
  type AuthorizationSubject,
  type AuthorizationVerdict,
  authorizationCheck,
} from "./authorization-check.ts";
export {
  type CompiledPolicy,
  compilePolicy,
  type RoleRequest,
  type RoleVerdict,
  type ScopeRequest,
  type ScopeVerdict,
} from "./compile-policy.ts";
export { m2mScopesAuthorize } from "./m2m-scopes.ts";
export type { PolicyProblem, PolicyProblemCode } from "./policy-problem.ts";
export { type Rbac, rbacOf } from "./rbac-of.ts";
export {
  type OrganizationPolicy,
  type OrganizationPolicyValidation,
  validateOrganizationPolicy,
} from "./validate-organization-policy.ts";
export { type PolicyValidation, validatePolicy } from "./validate-policy.ts";
