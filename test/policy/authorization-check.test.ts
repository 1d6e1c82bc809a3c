import { describe, expect, test } from "vitest";
import { authorizationCheck, compilePolicy } from "../../src/policy/index.ts";
import { describeWithSharedVectors } from "../support/shared-vectors.ts";
import { type CaseSet, ownCases, policyNamed, sdkCases } from "./vectors.ts";

describe("authorizationCheck on the project's own cases", () => {
  decidesAll(ownCases, 71);
});

describeWithSharedVectors("authorizationCheck on the cases of the official SDKs", () => {
  decidesAll(sdkCases(), 69);
});

function decidesAll(set: CaseSet, count: number): void {
  test(`has ${count} of them`, () => {
    expect(set.cases.length).toBe(count);
  });

  const titled = set.cases.map((example) => ({
    title: `${example.vertical} ${example.policy}: ${example.name}`,
    example,
  }));

  test.each(titled)("$title", ({ example }) => {
    const organization = typeof example.org_policy === "string" ? policyNamed(set, example.org_policy) : undefined;
    const vertical = example.vertical === "b2b" ? "b2b" : "consumer";
    const policy = compilePolicy(policyNamed(set, example.policy), vertical, organization);
    const organizationId = example.subject_org_id ?? undefined;
    const subject =
      example.kind === "role"
        ? { organizationId, roles: example.subject_roles ?? [] }
        : { organizationId, scopes: example.token_scopes ?? [] };
    const verdict = authorizationCheck(policy, { subject, check: example.check });
    const denial = { authorized: false, reason: example.error };
    expect(verdict).toMatchObject(example.expect === "allow" ? { authorized: true } : denial);
  });
}

const outline = {
  roles: [
    { role_id: "editor", permissions: [{ resource_id: "documents", actions: ["*"] }] },
    { role_id: "reader", permissions: [{ resource_id: "documents", actions: ["read"] }] },
  ],
  resources: [{ resource_id: "documents", actions: ["read", "write"] }],
  scopes: [{ scope: "read:documents", permissions: [{ resource_id: "documents", actions: ["read"] }] }],
};
const read = { resource_id: "documents", action: "read" };
const allowed = { authorized: true, grantingRoles: ["reader"], grantingScopes: [] };
const mismatch = { authorized: false, reason: "tenancy_mismatch" };

describe("authorizationCheck", () => {
  const b2b = compilePolicy(outline, "b2b");
  const consumer = compilePolicy(outline, "consumer");
  const roles = ["reader"];

  test("lets a member act in the member's own organization only", () => {
    const subject = { organizationId: "o1", roles };
    expect(authorizationCheck(b2b, { subject, check: { ...read, organization_id: "o1" } })).toStrictEqual(allowed);
    expect(authorizationCheck(b2b, { subject, check: { ...read, organization_id: "o2" } })).toStrictEqual(mismatch);
  });

  test("refuses a B2B check when either side names no organization", () => {
    expect(authorizationCheck(b2b, { subject: { organizationId: "o1", roles }, check: read })).toStrictEqual(mismatch);
    expect(authorizationCheck(b2b, { subject: { roles }, check: read })).toStrictEqual(mismatch);
  });

  test("looks at the organization before the permissions", () => {
    const check = { resource_id: "documents", action: "shred", organization_id: "o2" };
    expect(authorizationCheck(b2b, { subject: { organizationId: "o1", roles }, check })).toStrictEqual(mismatch);
  });

  test("asks for no organization in a consumer project", () => {
    const check = { ...read, organization_id: "o2" };
    expect(authorizationCheck(consumer, { subject: { roles }, check })).toStrictEqual(allowed);
  });

  test("names the roles or the scopes that grant, in the order of the subject", () => {
    const both = authorizationCheck(consumer, { subject: { roles: ["reader", "stytch_user", "editor"] }, check: read });
    expect(both).toStrictEqual({ authorized: true, grantingRoles: ["reader", "editor"], grantingScopes: [] });
    const scopes = ["openid", "read:documents"];
    expect(authorizationCheck(consumer, { subject: { scopes }, check: read })).toStrictEqual({
      authorized: true,
      grantingRoles: [],
      grantingScopes: ["read:documents"],
    });
  });

  test("does not take a scope for a role or a role for a scope", () => {
    const denied = { authorized: false, reason: "invalid_permissions" };
    expect(authorizationCheck(consumer, { subject: { roles: ["read:documents"] }, check: read })).toStrictEqual(denied);
    expect(authorizationCheck(consumer, { subject: { scopes: ["reader"] }, check: read })).toStrictEqual(denied);
  });
});
