import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PolicyOutline } from "../../src/language/vocabulary/policy-outline.ts";
import { outlinePolicy } from "../../src/language/vocabulary/policy-outline.ts";
import { compilePolicy, rbacOf } from "../../src/policy/index.ts";
import { action, arbitraryPolicy, resourceId, roleId } from "./arbitrary-policy.ts";

const outline: PolicyOutline = {
  roles: [
    { role_id: "reader", permissions: [{ resource_id: "documents", actions: ["read"] }] },
    { role_id: "owner", permissions: [{ resource_id: "documents", actions: ["*"] }] },
    { role_id: "publisher", permissions: [{ resource_id: "documents", actions: ["publish", "create"] }] },
  ],
  resources: [
    { resource_id: "documents", actions: ["create", "read", "write"] },
    { resource_id: "images", actions: ["read"] },
  ],
};
const roleIds = fc.array(roleId, { maxLength: 4 });
const policy = compilePolicy(outline, "b2b");

describe("rolesInEffect", () => {
  test("has the default role first, then the assigned ones in the policy's order, each once", () => {
    expect(policy.rolesInEffect(["owner", "reader", "owner"])).toStrictEqual(["stytch_member", "reader", "owner"]);
    expect(policy.rolesInEffect([])).toStrictEqual(["stytch_member"]);
    expect(policy.rolesInEffect(["stytch_admin", "stytch_member"])).toStrictEqual(["stytch_member", "stytch_admin"]);
  });

  test("ignores what is no role of the policy", () => {
    expect(policy.rolesInEffect(["nobody", "__proto__", "reader"])).toStrictEqual(["stytch_member", "reader"]);
  });

  test("has the user's role in a consumer project, and nothing by itself for M2M clients", () => {
    expect(compilePolicy(outline, "consumer").rolesInEffect(["reader"])).toStrictEqual(["stytch_user", "reader"]);
    expect(compilePolicy(outline, "m2m").rolesInEffect([])).toStrictEqual([]);
  });

  test("has an organization's roles after the project's", () => {
    const organization = { roles: [{ role_id: "guest", permissions: [] }] };
    const compiled = compilePolicy(outline, "b2b", organization);
    expect(compiled.rolesInEffect(["guest", "owner"])).toStrictEqual(["stytch_member", "owner", "guest"]);
  });
});

describe("actionsOn", () => {
  test("lists actions in the policy's order, whatever the order of roles and permissions", () => {
    expect(policy.actionsOn("documents", ["publisher", "reader"])).toStrictEqual(["create", "read", "publish"]);
  });

  test("expands `*` to the declared actions and to no other", () => {
    expect(policy.actionsOn("documents", ["owner"])).toStrictEqual(["create", "read", "write"]);
  });

  test("is empty for a resource on which the roles can do nothing, and for one that does not exist", () => {
    expect(policy.actionsOn("images", ["owner"])).toStrictEqual([]);
    expect(policy.actionsOn("constructor", ["owner"])).toStrictEqual([]);
  });

  test("lists what authorize allows, as far as it is declared or named", () => {
    fc.assert(
      fc.property(arbitraryPolicy, roleIds, resourceId, action, (any, roles, resource, act) => {
        const compiled = compilePolicy(any, "b2b");
        const { actions = [], declared = [] } = outlinePolicy(any, "b2b").resources.get(resource) ?? {};
        const { authorized } = compiled.authorize({ roles, resourceId: resource, action: act });
        const listed = compiled.actionsOn(resource, roles).includes(act);
        if (listed) expect(authorized).toBe(true);
        if (declared.includes(act)) expect(listed).toBe(authorized);
        if (!actions.includes(act)) expect(listed).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test("of all roles together lists what the outline says that some role may do", () => {
    fc.assert(
      fc.property(arbitraryPolicy, (any) => {
        const outlined = outlinePolicy(any, "b2b");
        const compiled = compilePolicy(any, "b2b");
        const listed = compiled.resourceIds.map((id) => [id, compiled.actionsOn(id, [...outlined.roleIds])]);
        expect(listed).toStrictEqual([...outlined.resources].map(([id, { granted }]) => [id, granted]));
      }),
    );
  });
});

describe("authorize", () => {
  test("is what the official SDKs do: some permission of some role names the action or `*`", () => {
    fc.assert(
      fc.property(arbitraryPolicy, arbitraryPolicy, roleIds, resourceId, action, (any, other, roles, resource, act) => {
        const candidates = [...any.roles, ...other.roles].filter((role) => !role.role_id.startsWith("stytch"));
        const granting = candidates.filter((role) =>
          role.permissions.some(
            (permission) =>
              permission.resource_id === resource &&
              (permission.actions.includes(act) || permission.actions.includes("*")),
          ),
        );
        const asked = roles.filter((id) => !id.startsWith("stytch"));
        const expected = [...new Set(asked)].filter((id) => granting.some((role) => role.role_id === id));
        const compiled = compilePolicy(any, "b2b", { roles: other.roles });
        expect(compiled.authorize({ roles: asked, resourceId: resource, action: act })).toStrictEqual({
          authorized: expected.length > 0,
          grantingRoles: expected,
        });
      }),
      { numRuns: 2000 },
    );
  });

  test("grants an action that no resource declares to `*`, and to a permission that names it", () => {
    const request = { resourceId: "documents", action: "publish" };
    expect(policy.authorize({ ...request, roles: ["owner", "publisher", "reader"] })).toStrictEqual({
      authorized: true,
      grantingRoles: ["owner", "publisher"],
    });
  });

  test("takes the roles as given: the default role is not added", () => {
    const own = { resourceId: "stytch.self", action: "delete" };
    expect(policy.authorize({ ...own, roles: [] })).toStrictEqual({ authorized: false, grantingRoles: [] });
    expect(policy.authorize({ ...own, roles: ["stytch_member"] })).toStrictEqual({
      authorized: true,
      grantingRoles: ["stytch_member"],
    });
  });

  test("reads nothing of the policy any more, however many roles that has", () => {
    let reads = 0;
    /** Counts what is read in the policy, at any depth. */
    const counted = <T extends object>(object: T): T =>
      new Proxy(object, {
        get(target, key, receiver) {
          reads += 1;
          const value = Reflect.get(target, key, receiver);
          return typeof value === "object" && value !== null ? counted(value) : value;
        },
      });
    const size = 1000;
    const compiled = compilePolicy(
      counted({
        roles: Array.from({ length: size }, (_, index) => ({
          role_id: `role${index}`,
          permissions: [{ resource_id: `r${index}`, actions: ["read"] }],
        })),
        resources: Array.from({ length: size }, (_, index) => ({ resource_id: `r${index}`, actions: ["read"] })),
      }),
      "b2b",
    );
    expect(reads).toBeGreaterThan(size);
    reads = 0;
    const request = { roles: ["stytch_member", "role999"], resourceId: "r999", action: "read" };
    expect(compiled.authorize(request)).toEqual({ authorized: true, grantingRoles: ["role999"] });
    expect(reads).toBe(0);
  });
});

describe("rbacOf", () => {
  test("gives the roles in effect and what they may do on every resource", () => {
    const { roles, actions } = rbacOf(compilePolicy(outline, "consumer"), ["publisher", "nobody"]);
    expect({ roles, actions }).toStrictEqual({
      roles: ["stytch_user", "publisher"],
      actions: { documents: ["create", "publish"], images: [] },
    });
  });

  test("gives a member the default permissions", () => {
    const { actions } = rbacOf(policy, []);
    expect(Object.keys(actions)).toStrictEqual([
      "stytch.self",
      "stytch.organization",
      "stytch.member",
      "stytch.sso",
      "stytch.scim",
      "documents",
      "images",
    ]);
    expect(actions["stytch.self"]).toContain("update.info.name");
    expect(actions["stytch.member"]).toStrictEqual([]);
  });

  test("takes `__proto__` for a resource id like any other", () => {
    const odd = {
      roles: [{ role_id: "__proto__", permissions: [{ resource_id: "__proto__", actions: ["constructor"] }] }],
      resources: [{ resource_id: "__proto__", actions: ["constructor"] }],
    };
    expect(JSON.stringify(rbacOf(compilePolicy(odd, "consumer"), ["__proto__"]))).toBe(
      '{"roles":["stytch_user","__proto__"],"actions":{"__proto__":["constructor"]}}',
    );
  });
});
