import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPolicyOutline, readRoles } from "../../../src/language/vocabulary/policy-outline.ts";

const permissions = [{ resource_id: "documents", actions: ["read", "*"] }];
const outline = {
  roles: [{ role_id: "editor", description: "edits", permissions }],
  resources: [{ resource_id: "documents", actions: ["read"], description: "papers" }],
  scopes: [{ scope: "read:documents", permissions }],
};

describe("readPolicyOutline", () => {
  test("reads the API's shape, and the same under `policy`", () => {
    expect(readPolicyOutline(outline)).toStrictEqual({ ok: true, outline, pointer: "" });
    expect(readPolicyOutline({ status_code: 200, policy: outline })).toStrictEqual({
      ok: true,
      outline,
      pointer: "/policy",
    });
  });

  test("takes `policy` for an unknown field beside `roles`", () => {
    expect(readPolicyOutline({ ...outline, policy: 1 })).toStrictEqual({ ok: true, outline, pointer: "" });
  });

  test("ignores fields that it does not know", () => {
    const value = {
      extra: 1,
      roles: [{ role_id: "r", extra: 1, permissions: [{ resource_id: "d", actions: [], extra: 1 }] }],
      resources: [{ resource_id: "d", actions: [], extra: 1 }],
    };
    expect(readPolicyOutline(value)).toStrictEqual({
      ok: true,
      outline: {
        roles: [{ role_id: "r", permissions: [{ resource_id: "d", actions: [] }] }],
        resources: [{ resource_id: "d", actions: [] }],
        scopes: [],
      },
      pointer: "",
    });
  });

  test("does without resources, scopes, permissions and descriptions", () => {
    expect(readPolicyOutline({ roles: [{ role_id: "r" }] })).toStrictEqual({
      ok: true,
      outline: { roles: [{ role_id: "r", permissions: [] }], resources: [], scopes: [] },
      pointer: "",
    });
  });

  test("gives a copy", () => {
    const value = { roles: [{ role_id: "r", permissions: [{ resource_id: "d", actions: ["a"] }] }] };
    const reading = readPolicyOutline(value);
    value.roles[0]?.permissions[0]?.actions.push("b");
    value.roles.pop();
    expect(reading.ok && reading.outline.roles).toStrictEqual([
      { role_id: "r", permissions: [{ resource_id: "d", actions: ["a"] }] },
    ]);
  });

  test.each([undefined, null, 1, "policy", []])("refuses %j", (value) => {
    expect(readPolicyOutline(value)).toStrictEqual({
      ok: false,
      problems: [{ pointer: "", message: "a policy must be an object" }],
    });
  });

  test("does not read inherited properties", () => {
    expect(readPolicyOutline(Object.create(outline))).toStrictEqual({
      ok: false,
      problems: [{ pointer: "", message: "`roles` is missing" }],
    });
  });

  test("names every place that is wrong, once", () => {
    const value = {
      policy: {
        roles: [
          null,
          { permissions: {} },
          { role_id: 1, description: 2, permissions: [[], { resource_id: null, actions: "read" }, {}] },
        ],
        resources: [{ resource_id: "d", actions: ["a", 1] }, "d", {}],
        scopes: [{ scope: [] }, 3, {}],
      },
    };
    const list = "this must be a list";
    const string = "this must be a string";
    expect(readPolicyOutline(value)).toStrictEqual({
      ok: false,
      problems: [
        { pointer: "/policy/roles/0", message: "a role must be an object" },
        { pointer: "/policy/roles/1", message: "`role_id` is missing" },
        { pointer: "/policy/roles/1/permissions", message: list },
        { pointer: "/policy/roles/2/role_id", message: string },
        { pointer: "/policy/roles/2/permissions/0", message: "a permission must be an object" },
        { pointer: "/policy/roles/2/permissions/1/resource_id", message: string },
        { pointer: "/policy/roles/2/permissions/1/actions", message: list },
        { pointer: "/policy/roles/2/permissions/2", message: "`resource_id` is missing" },
        { pointer: "/policy/roles/2/permissions/2", message: "`actions` is missing" },
        { pointer: "/policy/roles/2/description", message: string },
        { pointer: "/policy/resources/0/actions/1", message: string },
        { pointer: "/policy/resources/1", message: "a resource must be an object" },
        { pointer: "/policy/resources/2", message: "`resource_id` is missing" },
        { pointer: "/policy/resources/2", message: "`actions` is missing" },
        { pointer: "/policy/scopes/0/scope", message: string },
        { pointer: "/policy/scopes/1", message: "a scope must be an object" },
        { pointer: "/policy/scopes/2", message: "`scope` is missing" },
      ],
    });
  });

  test("gives an outline or problems for any value", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ roles: fc.anything(), resources: fc.anything() })), (value) => {
        const reading = readPolicyOutline(value);
        expect(reading.ok || reading.problems.length > 0).toBe(true);
      }),
    );
  });
});

describe("readRoles", () => {
  test("reads roles alone, and does not unwrap", () => {
    expect(readRoles({ roles: outline.roles, scopes: [] })).toStrictEqual({ ok: true, roles: outline.roles });
    expect(readRoles({ policy: outline })).toStrictEqual({
      ok: false,
      problems: [{ pointer: "", message: "`roles` is missing" }],
    });
  });
});
