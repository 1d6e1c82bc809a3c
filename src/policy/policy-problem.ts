import type { OutlineProblem } from "../language/vocabulary/policy-outline.ts";

/** The codes of the problems of a policy. A code never changes its meaning; where Stytch's API has an error type for it, it is that type. */
export type PolicyProblemCode =
  | "malformed_policy"
  | "empty_rbac_role_id"
  | "empty_rbac_resource_id"
  | "empty_rbac_scope"
  | "empty_rbac_action"
  | "rbac_role_id_too_long"
  | "rbac_resource_id_too_long"
  | "rbac_scope_too_long"
  | "rbac_action_too_long"
  | "invalid_rbac_role_id"
  | "invalid_rbac_resource_id"
  | "invalid_rbac_scope"
  | "invalid_rbac_action"
  | "rbac_role_duplicate"
  | "rbac_resource_duplicate"
  | "rbac_scope_duplicate"
  | "rbac_action_duplicate"
  | "rbac_resource_missing_actions"
  | "rbac_permission_missing_actions"
  | "invalid_wildcard_action"
  | "cannot_specify_wildcard_with_other_actions"
  | "invalid_permission_resource"
  | "invalid_permission_action"
  | "invalid_stytch_prefixed_resource"
  | "invalid_role_for_vertical";

/** One thing that is wrong with a policy, and where. */
export interface PolicyProblem {
  readonly code: PolicyProblemCode;
  /** One sentence, no final period. */
  readonly message: string;
  /** JSON Pointer (RFC 6901) into the value that was validated. */
  readonly pointer: string;
}

/** A policy's shape was wrong: the same places and messages, under one code. */
export function malformed(problems: readonly OutlineProblem[]): readonly PolicyProblem[] {
  return problems.map(({ message, pointer }) => ({ code: "malformed_policy", message, pointer }));
}
