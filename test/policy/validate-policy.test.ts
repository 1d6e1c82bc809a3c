import { describe, expect, test } from "vitest";
import type { VerticalId } from "../../src/language/template.ts";
import { validatePolicy } from "../../src/policy/index.ts";

const documents = { resource_id: "documents", actions: ["read", "write"] };

function roleWith(...actions: readonly string[]) {
  return { role_id: "editor", permissions: [{ resource_id: "documents", actions }] };
}

/** What is wrong, as `code pointer`. */
function problemsOf(value: unknown, vertical: VerticalId = "b2b"): readonly string[] {
  const validation = validatePolicy(value, vertical);
  return validation.ok ? [] : validation.problems.map(({ code, pointer }) => `${code} ${pointer}`);
}

describe("validatePolicy", () => {
  test("gives a valid policy as it was written, without defaults", () => {
    const policy = {
      roles: [
        { role_id: "stytch_member", description: "all", permissions: [roleWith("read").permissions[0]] },
        { role_id: "stytch_admin", permissions: [{ resource_id: "stytch.sso", actions: ["*"] }] },
        roleWith("*"),
      ],
      resources: [documents, { resource_id: "stytch.self", description: "me", actions: ["delete"] }],
      scopes: [{ scope: "read:documents", permissions: [{ resource_id: "documents", actions: ["read"] }] }],
    };
    expect(validatePolicy(policy, "b2b")).toStrictEqual({ ok: true, policy });
    expect(validatePolicy({ policy, request_id: "r" }, "b2b")).toStrictEqual({ ok: true, policy });
  });

  test("takes ids of 128 characters, with every character that is allowed", () => {
    const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
    const allowed = printable.replace('"', "").replace("\\", "");
    const policy = {
      roles: [{ role_id: allowed, permissions: [{ resource_id: "x".repeat(128), actions: [allowed] }] }],
      resources: [{ resource_id: "x".repeat(128), actions: [allowed] }],
      scopes: [{ scope: "s".repeat(128), permissions: [] }],
    };
    expect(validatePolicy(policy, "consumer")).toStrictEqual({ ok: true, policy });
  });

  test.each([
    ["role", "rbac_role_duplicate /roles/1/role_id", { roles: [roleWith("read"), roleWith("read")] }],
    ["resource", "rbac_resource_duplicate /resources/1/resource_id", { resources: [documents, documents] }],
    [
      "action of a resource",
      "rbac_action_duplicate /resources/0/actions/2",
      { resources: [{ ...documents, actions: ["read", "write", "read"] }] },
    ],
    [
      "scope",
      "rbac_scope_duplicate /scopes/1/scope",
      {
        scopes: [
          { scope: "s", permissions: [] },
          { scope: "s", permissions: [] },
        ],
      },
    ],
  ])("refuses a %s that is there twice", (_, problem, part) => {
    expect(problemsOf({ roles: [], resources: [documents], ...part })).toStrictEqual([problem]);
  });

  test.each([
    ["an unknown resource", "invalid_permission_resource /roles/0/permissions/0/resource_id", "images", ["read"]],
    ["an unknown action", "invalid_permission_action /roles/0/permissions/0/actions/1", "documents", ["read", "shred"]],
    ["no action", "rbac_permission_missing_actions /roles/0/permissions/0/actions", "documents", []],
    ["an empty action", "empty_rbac_action /roles/0/permissions/0/actions/0", "documents", [""]],
    [
      "`*` with other actions",
      "cannot_specify_wildcard_with_other_actions /roles/0/permissions/0/actions",
      "documents",
      ["read", "*"],
    ],
    [
      "an unknown action of a default resource",
      "invalid_permission_action /roles/0/permissions/0/actions/0",
      "stytch.self",
      ["fly"],
    ],
  ])("refuses a permission with %s, of a role and of a scope", (_, problem, resource_id, actions) => {
    const permissions = [{ resource_id, actions }];
    const resources = [documents];
    expect(problemsOf({ roles: [{ role_id: "r", permissions }], resources })).toStrictEqual([problem]);
    const scopes = [{ scope: "s", permissions }];
    expect(problemsOf({ roles: [], resources, scopes })).toStrictEqual([problem.replace("/roles/", "/scopes/")]);
  });

  test.each([
    ["", "empty_rbac_role_id", "empty_rbac_resource_id", "empty_rbac_scope", "empty_rbac_action"],
    [
      "x".repeat(129),
      "rbac_role_id_too_long",
      "rbac_resource_id_too_long",
      "rbac_scope_too_long",
      "rbac_action_too_long",
    ],
    ['a"', "invalid_rbac_role_id", "invalid_rbac_resource_id", "invalid_rbac_scope", "invalid_rbac_action"],
    ["a\\", "invalid_rbac_role_id", "invalid_rbac_resource_id", "invalid_rbac_scope", "invalid_rbac_action"],
    ["é", "invalid_rbac_role_id", "invalid_rbac_resource_id", "invalid_rbac_scope", "invalid_rbac_action"],
    ["a\n", "invalid_rbac_role_id", "invalid_rbac_resource_id", "invalid_rbac_scope", "invalid_rbac_action"],
    ["\u007f", "invalid_rbac_role_id", "invalid_rbac_resource_id", "invalid_rbac_scope", "invalid_rbac_action"],
  ])("refuses %j as an id of any kind", (id, role, resource, scope, action) => {
    const policy = {
      roles: [{ role_id: id, permissions: [] }],
      resources: [{ resource_id: id, actions: [id] }],
      scopes: [{ scope: id, permissions: [] }],
    };
    expect(problemsOf(policy)).toStrictEqual([
      `${role} /roles/0/role_id`,
      `${resource} /resources/0/resource_id`,
      `${action} /resources/0/actions/0`,
      `${scope} /scopes/0/scope`,
    ]);
  });

  test("refuses `*` as an action of a resource, and a resource without actions", () => {
    const resources = [
      { resource_id: "a", actions: ["*"] },
      { resource_id: "b", actions: [] },
    ];
    expect(problemsOf({ roles: [], resources })).toStrictEqual([
      "invalid_wildcard_action /resources/0/actions/0",
      "rbac_resource_missing_actions /resources/1/actions",
    ]);
  });

  test("keeps the prefix `stytch` for the resources that every policy of the vertical has", () => {
    const resources = ["stytch.member", "stytch.audit", "stytchy"].map((resource_id) => ({
      resource_id,
      actions: ["read"],
    }));
    const refused = (index: number) => `invalid_stytch_prefixed_resource /resources/${index}/resource_id`;
    expect(problemsOf({ roles: [], resources })).toStrictEqual([refused(1), refused(2)]);
    expect(problemsOf({ roles: [], resources }, "consumer")).toStrictEqual([refused(0), refused(1), refused(2)]);
  });

  test("refuses the default roles of another vertical, and permissions on its resources", () => {
    const roles = [
      { role_id: "stytch_member", permissions: [{ resource_id: "stytch.self", actions: ["*"] }] },
      { role_id: "stytch_admin", permissions: [] },
      { role_id: "stytch_user", permissions: [] },
    ];
    expect(problemsOf({ roles, resources: [] }, "b2b")).toStrictEqual(["invalid_role_for_vertical /roles/2/role_id"]);
    expect(problemsOf({ roles, resources: [] }, "consumer")).toStrictEqual([
      "invalid_role_for_vertical /roles/0/role_id",
      "invalid_permission_resource /roles/0/permissions/0/resource_id",
      "invalid_role_for_vertical /roles/1/role_id",
    ]);
  });

  test("reports all problems at once, in the wrapping of the API too", () => {
    const policy = {
      roles: [roleWith("shred"), roleWith("*", "")],
      resources: [documents, documents],
    };
    expect(problemsOf({ policy })).toStrictEqual([
      "invalid_permission_action /policy/roles/0/permissions/0/actions/0",
      "rbac_role_duplicate /policy/roles/1/role_id",
      "cannot_specify_wildcard_with_other_actions /policy/roles/1/permissions/0/actions",
      "empty_rbac_action /policy/roles/1/permissions/0/actions/1",
      "rbac_resource_duplicate /policy/resources/1/resource_id",
    ]);
  });

  test("says of each problem what it is", () => {
    const policy = {
      roles: [
        {
          role_id: "stytch_user",
          permissions: [
            { resource_id: "images", actions: [] },
            { resource_id: "documents", actions: ["*", "shred", ""] },
          ],
        },
        { role_id: "stytch_user", permissions: [] },
        { role_id: "x".repeat(129), permissions: [] },
      ],
      resources: [
        documents,
        documents,
        { resource_id: "stytch", actions: ["*", "*"] },
        { resource_id: "é", actions: [] },
      ],
      scopes: [
        { scope: "", permissions: [] },
        { scope: "", permissions: [] },
      ],
    };
    const validation = validatePolicy(policy, "b2b");
    const messages = validation.ok ? [] : validation.problems.map(({ message }) => message);
    const wildcard = "`*` stands for all actions in a permission, so no resource can declare it";
    expect(messages).toStrictEqual([
      "the role `stytch_user` does not exist in a project of the vertical `b2b`",
      "the policy has no resource `images`",
      "the permission on `images` names no action",
      "`*` must be the only action of a permission",
      "the resource `documents` has no action `shred`",
      "the action is empty",
      "the role `stytch_user` is there twice",
      "the role `stytch_user` does not exist in a project of the vertical `b2b`",
      "the role id has 129 characters, and at most 128 are allowed",
      "the resource `documents` is there twice",
      "the prefix `stytch` is reserved for the resources that every policy has",
      wildcard,
      wildcard,
      "the action `*` is there twice",
      "the resource id must be printable ASCII without quotes and backslashes",
      "the resource `é` declares no action",
      "the scope is empty",
      "the scope is empty",
      "the scope `` is there twice",
    ]);
  });

  test("reports a wrong shape under one code, each place of it", () => {
    expect(validatePolicy({ policy: { roles: {}, resources: [1] } }, "b2b")).toStrictEqual({
      ok: false,
      problems: [
        { code: "malformed_policy", message: "this must be a list", pointer: "/policy/roles" },
        { code: "malformed_policy", message: "a resource must be an object", pointer: "/policy/resources/0" },
      ],
    });
  });
});
