import { readFileSync } from "node:fs";
import type { PolicyOutline, Role } from "../../src/language/vocabulary/policy-outline.ts";
import { readSharedVector } from "../support/shared-vectors.ts";

export interface AuthorizationCase {
  readonly vertical: "b2b" | "b2c";
  readonly name: string;
  readonly kind: "role" | "scope";
  readonly policy: string;
  readonly org_policy?: string | null;
  readonly subject_roles?: readonly string[];
  readonly token_scopes?: readonly string[];
  readonly subject_org_id?: string | null;
  readonly check: { readonly organization_id?: string; readonly resource_id: string; readonly action: string };
  readonly expect: "allow" | "deny";
  readonly error?: "tenancy_mismatch" | "invalid_permissions" | null;
}

export interface OrganizationPolicyCase {
  readonly name: string;
  readonly project_policy: string;
  readonly org_policy: { readonly roles: readonly Role[] };
  readonly expect: "valid" | "invalid";
  readonly error_regex: string | null;
}

export interface M2mScopeCase {
  readonly name: string;
  readonly has: readonly string[];
  readonly needs: readonly string[];
  readonly expect: "allow" | "deny";
}

/** What a policy decides, as data. */
export interface CaseSet {
  readonly policies: Readonly<Record<string, PolicyOutline>>;
  readonly cases: readonly AuthorizationCase[];
  readonly org_policy_validation: readonly OrganizationPolicyCase[];
  readonly m2m_scope_cases: readonly M2mScopeCase[];
}

/** The cases of this project. */
export const ownCases: CaseSet = JSON.parse(
  readFileSync(new URL("../vectors/role-cases.json", import.meta.url), "utf8"),
);

/** Those of the tests of Stytch's Node, Go and Python SDKs, which are to be had where others' cases are. */
export function sdkCases(): CaseSet {
  return JSON.parse(readSharedVector("rbac-cases.json"));
}

/** A policy of the cases, by name. */
export function policyNamed({ policies }: CaseSet, name: string): PolicyOutline {
  const policy = policies[name];
  if (policy === undefined) throw new Error(`the cases have no policy ${name}`);
  return policy;
}
