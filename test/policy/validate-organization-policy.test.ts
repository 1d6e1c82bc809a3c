import { describe, expect, test } from "vitest";
import { validateOrganizationPolicy } from "../../src/policy/index.ts";
import { describeWithSharedVectors } from "../support/shared-vectors.ts";
import { type CaseSet, ownCases, policyNamed, sdkCases } from "./vectors.ts";

describe("validateOrganizationPolicy on the project's own cases", () => {
  validatesAll(ownCases, 10);
});

describeWithSharedVectors("validateOrganizationPolicy on the cases of the official SDKs", () => {
  validatesAll(sdkCases(), 8);
});

function validatesAll(set: CaseSet, count: number): void {
  test(`has ${count} of them`, () => {
    expect(set.org_policy_validation.length).toBe(count);
  });

  test.each(set.org_policy_validation)("$name", ({ project_policy, org_policy, error_regex }) => {
    const validation = validateOrganizationPolicy(org_policy, policyNamed(set, project_policy));
    if (error_regex === null) expect(validation).toStrictEqual({ ok: true, policy: org_policy });
    else {
      // The SDKs stop at the first problem.
      const [first] = validation.ok ? [] : validation.problems;
      expect(first?.message).toMatch(new RegExp(error_regex));
    }
  });
}

describe("validateOrganizationPolicy", () => {
  const project = {
    roles: [{ role_id: "editor", permissions: [] }],
    resources: [{ resource_id: "document", actions: ["read"] }],
  };

  test("reports every problem with its code and place", () => {
    const value = {
      roles: [
        { role_id: "stytch_admin", permissions: [{ resource_id: "computer", actions: ["boot"] }] },
        { role_id: "guest", permissions: [{ resource_id: "document", actions: ["", "shred"] }] },
        { role_id: "guest", permissions: [{ resource_id: "document", actions: [] }] },
        { role_id: "", permissions: [{ resource_id: "document", actions: ["*", "read"] }] },
      ],
    };
    expect(validateOrganizationPolicy(value, project)).toStrictEqual({
      ok: false,
      problems: [
        {
          code: "rbac_role_duplicate",
          message: "Role stytch_admin already defined in Project RBAC policy",
          pointer: "/roles/0/role_id",
        },
        {
          code: "invalid_permission_resource",
          message: "Resource computer not defined in Project RBAC policy",
          pointer: "/roles/0/permissions/0/resource_id",
        },
        {
          code: "empty_rbac_action",
          message: "Empty action on resource document is not permitted",
          pointer: "/roles/1/permissions/0/actions/0",
        },
        {
          code: "invalid_permission_action",
          message: "Unknown action shred defined on resource document",
          pointer: "/roles/1/permissions/0/actions/1",
        },
        {
          code: "rbac_role_duplicate",
          message: "Duplicate role guest in Organization RBAC policy",
          pointer: "/roles/2/role_id",
        },
        {
          code: "rbac_permission_missing_actions",
          message: "No actions defined for role guest, resource document",
          pointer: "/roles/2/permissions/0/actions",
        },
        { code: "empty_rbac_role_id", message: "the role id is empty", pointer: "/roles/3/role_id" },
        {
          code: "cannot_specify_wildcard_with_other_actions",
          message: "Wildcard actions must be the only action defined for a role and resource",
          pointer: "/roles/3/permissions/0/actions",
        },
      ],
    });
  });

  test("knows the resources that every policy has", () => {
    const roles = [{ role_id: "support", permissions: [{ resource_id: "stytch.member", actions: ["search"] }] }];
    expect(validateOrganizationPolicy({ roles }, project)).toStrictEqual({ ok: true, policy: { roles } });
  });

  test("refuses what has not the shape of a policy, and the wrapping of a project's", () => {
    expect(validateOrganizationPolicy([], project)).toStrictEqual({
      ok: false,
      problems: [{ code: "malformed_policy", message: "a policy must be an object", pointer: "" }],
    });
    expect(validateOrganizationPolicy({ policy: { roles: [] } }, project)).toStrictEqual({
      ok: false,
      problems: [{ code: "malformed_policy", message: "`roles` is missing", pointer: "" }],
    });
  });
});
