import { existsSync, readFileSync } from "node:fs";
import type { PolicyOutline, Role } from "../../src/language/vocabulary/policy-outline.ts";

const file = new URL("../../../shared/vectors/rbac-cases.json", import.meta.url);

/** Whether the third-party cases are beside the checkout. */
export const hasVectors = existsSync(file);

/** What the title of a suite says when it is skipped for want of the cases. */
export const skipNote = hasVectors ? "" : " (skipped: ../shared/vectors/rbac-cases.json is not there)";

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

interface Vectors {
  readonly policies: Readonly<Record<string, PolicyOutline>>;
  readonly cases: readonly AuthorizationCase[];
  readonly org_policy_validation: readonly OrganizationPolicyCase[];
  readonly m2m_scope_cases: readonly M2mScopeCase[];
}

const none: Vectors = { policies: {}, cases: [], org_policy_validation: [], m2m_scope_cases: [] };

/** Authorization cases from the tests of Stytch's Node, Go and Python SDKs; empty where they are not there. */
export const vectors: Vectors = hasVectors ? JSON.parse(readFileSync(file, "utf8")) : none;

/** A policy of the cases, by name. */
export function policyNamed(name: string): PolicyOutline {
  const policy = vectors.policies[name];
  if (policy === undefined) throw new Error(`the cases have no policy ${name}`);
  return policy;
}
