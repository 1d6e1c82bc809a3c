import { describe, expect, test } from "vitest";
import { missingFields } from "./support/required-fields.ts";
import { fieldsOf } from "./support/type-declarations.ts";

const permission = { resource_id: "documents", actions: ["read"] };
const role = { role_id: "editor", description: "", permissions: [permission] };
const answer = { request_id: "r", status_code: 200, org_policy: { roles: [role] } };
const type = "b2b/rbac_organizations B2BRBACOrganizationsGetOrgPolicyResponse";

function withRole(fields: object): object {
  return { ...answer, org_policy: { roles: [role, { ...role, ...fields }] } };
}

describe("missingFields", () => {
  test("finds nothing in an answer that has all that the SDK's types require", () => {
    expect(missingFields(answer, type)).toEqual([]);
    expect(missingFields({ ...answer, more: 1 }, type)).toEqual([]);
  });

  test("finds a field that is missing, across files and in the elements of lists", () => {
    expect(missingFields({ request_id: "r", status_code: 200 }, type)).toEqual(["/org_policy is missing"]);
    expect(missingFields(withRole({ description: undefined }), type)).toEqual([
      "/org_policy/roles/1/description is missing",
    ]);
    expect(missingFields(withRole({ permissions: [permission, { actions: [] }] }), type)).toEqual([
      "/org_policy/roles/1/permissions/1/resource_id is missing",
    ]);
  });

  test("finds a field of another kind", () => {
    expect(missingFields({ ...answer, status_code: "200" }, type)).toEqual(["/status_code is not a number"]);
    expect(missingFields({ ...answer, org_policy: { roles: {} } }, type)).toEqual(["/org_policy/roles is not a list"]);
    expect(missingFields({ ...answer, org_policy: [] }, type)).toEqual(["/org_policy is not an object"]);
    expect(missingFields(withRole({ permissions: [{ ...permission, actions: [1] }] }), type)).toEqual([
      "/org_policy/roles/1/permissions/0/actions/0 is not a string",
    ]);
    expect(missingFields(null, type)).toEqual([" is not an object"]);
  });

  test("takes an optional field that is absent or null, and looks into one that is there", () => {
    const policy = "b2b/rbac B2BRBACPolicyResponse";
    const rest = { request_id: "r", status_code: 200 };
    expect(missingFields(rest, policy)).toEqual([]);
    expect(missingFields({ ...rest, policy: null }, policy)).toEqual([]);
    expect(missingFields({ ...rest, policy: { roles: [], resources: [] } }, policy)).toEqual([
      "/policy/scopes is missing",
    ]);
  });

  test("takes any of the kinds of a union, and any value in a record of any", () => {
    const factor = { type: "trusted_auth_token", delivery_method: "trusted_token_exchange" };
    const session = { session_id: "s", user_id: "u", authentication_factors: [factor], roles: [] };
    const claims = { a: 1, b: { c: null } };
    expect(missingFields({ ...session, custom_claims: claims }, "b2c/sessions Session")).toEqual([]);
    expect(missingFields({ ...session, custom_claims: [] }, "b2c/sessions Session")).toEqual([
      "/custom_claims is not an object",
    ]);
    expect(
      missingFields({ ...session, authentication_factors: [{ ...factor, type: 1 }] }, "b2c/sessions Session"),
    ).toEqual(["/authentication_factors/0/type fits none of its types"]);
  });

  test("says so when the SDK has no such interface", () => {
    expect(() => missingFields({}, "b2b/rbac NoSuchResponse")).toThrow("declares no interface NoSuchResponse");
  });
});

describe("fieldsOf", () => {
  test("reads fields with their types, optional ones too", () => {
    expect(fieldsOf("b2c/sessions", "SessionsAuthorizationVerdict")).toEqual([
      { name: "authorized", isOptional: false, type: { kind: "primitive", name: "boolean" } },
      { name: "granting_roles", isOptional: false, type: { kind: "array", of: { kind: "primitive", name: "string" } } },
    ]);
    expect(fieldsOf("b2b/sessions", "B2BSessionsRevokeRequestOptions")).toEqual([
      {
        name: "authorization",
        isOptional: true,
        type: { kind: "interface", file: "shared/method_options", name: "Authorization" },
      },
    ]);
  });

  test("reads long interfaces to their end, comments left out", () => {
    const member = fieldsOf("b2b/organizations", "Member").map(({ name }) => name);
    expect(member).toHaveLength(27);
    expect(fieldsOf("b2b/organizations", "Organization").filter(({ isOptional }) => !isOptional)).toHaveLength(23);
  });
});
