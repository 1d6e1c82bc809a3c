import { describe, expect, test } from "vitest";
import { defaultPolicies, defaultRoleId, withDefaults } from "../../../src/language/vocabulary/default-policy.ts";
import { outlinePolicy } from "../../../src/language/vocabulary/policy-outline.ts";

const empty = { roles: [], resources: [] };

function roleIds(outline: { readonly roles: readonly { readonly role_id: string }[] }): readonly string[] {
  return outline.roles.map((role) => role.role_id);
}

describe("withDefaults", () => {
  test("adds the roles and resources that every B2B policy has", () => {
    const full = withDefaults(empty, "b2b");
    expect(full.roles.map(({ role_id, permissions }) => [role_id, permissions])).toStrictEqual([
      ["stytch_member", [{ resource_id: "stytch.self", actions: ["*"] }]],
      [
        "stytch_admin",
        ["self", "organization", "member", "sso", "scim"].map((name) => ({
          resource_id: `stytch.${name}`,
          actions: ["*"],
        })),
      ],
    ]);
    expect(full.resources.map((resource) => resource.resource_id)).toStrictEqual([
      "stytch.self",
      "stytch.organization",
      "stytch.member",
      "stytch.sso",
      "stytch.scim",
    ]);
  });

  test("adds the user's role, without permissions, to a consumer policy, and nothing to one for M2M", () => {
    const full = withDefaults(empty, "consumer");
    expect(full.roles.map(({ role_id, permissions }) => [role_id, permissions])).toStrictEqual([["stytch_user", []]]);
    expect(full.resources).toStrictEqual([]);
    expect(withDefaults(empty, "m2m")).toStrictEqual(empty);
  });

  test("puts the default role first and keeps the policy's order", () => {
    const roles = ["b", "stytch_member", "a"].map((role_id) => ({ role_id, permissions: [] }));
    expect(roleIds(withDefaults({ ...empty, roles }, "b2b"))).toStrictEqual([
      "stytch_member",
      "stytch_admin",
      "b",
      "a",
    ]);
    const admin = { role_id: "stytch_admin", permissions: [] };
    expect(roleIds(withDefaults({ ...empty, roles: [...roles, admin] }, "b2b"))).toStrictEqual([
      "stytch_member",
      "b",
      "a",
      "stytch_admin",
    ]);
  });

  test("keeps what the policy defines itself", () => {
    const member = { role_id: "stytch_member", permissions: [{ resource_id: "documents", actions: ["read"] }] };
    const sso = { resource_id: "stytch.sso", actions: ["create"] };
    const full = withDefaults({ roles: [member], resources: [sso], scopes: [] }, "b2b");
    expect(full.roles[0]).toStrictEqual(member);
    expect(full.resources.filter((resource) => resource.resource_id === "stytch.sso")).toStrictEqual([sso]);
    expect(full.scopes).toStrictEqual([]);
  });

  test("changes nothing the second time", () => {
    const once = withDefaults({ roles: [{ role_id: "a", permissions: [] }], resources: [] }, "b2b");
    expect(withDefaults(once, "b2b")).toStrictEqual(once);
  });
});

describe("the default policies", () => {
  test("have their default role", () => {
    expect([defaultRoleId("b2b"), defaultRoleId("consumer"), defaultRoleId("m2m")]).toStrictEqual([
      "stytch_member",
      "stytch_user",
      null,
    ]);
  });

  test("spell actions with hyphens, name none twice, and grant only what they declare", () => {
    for (const { resources, roles } of Object.values(defaultPolicies)) {
      const actions = resources.map((resource) => resource.actions);
      expect(actions.flat().filter((action) => !/^[a-z]+([.-][a-z]+)*$/.test(action))).toStrictEqual([]);
      expect(actions.map((list) => new Set(list).size)).toStrictEqual(actions.map((list) => list.length));
      const ids = new Set(resources.map((resource) => resource.resource_id));
      expect(
        roles.flatMap(({ permissions }) => permissions).filter(({ resource_id }) => !ids.has(resource_id)),
      ).toEqual([]);
    }
  });
});

describe("outlinePolicy", () => {
  const outline = {
    roles: [
      {
        role_id: "editor",
        permissions: [
          { resource_id: "documents", actions: ["publish", "write"] },
          { resource_id: "images", actions: ["*"] },
          { resource_id: "videos", actions: ["watch", "*"] },
        ],
      },
      { role_id: "reader", permissions: [{ resource_id: "documents", actions: ["archive", "read"] }] },
    ],
    resources: [
      { resource_id: "documents", actions: ["create", "read", "write"] },
      { resource_id: "images", actions: ["read", "delete"] },
      { resource_id: "audit", actions: ["read"] },
    ],
    scopes: [{ scope: "s", permissions: [{ resource_id: "audit", actions: ["read"] }] }],
  };

  test("gives roles in effect order", () => {
    expect([...outlinePolicy(outline, "b2b").roleIds]).toStrictEqual([
      "stytch_member",
      "stytch_admin",
      "editor",
      "reader",
    ]);
    expect([...outlinePolicy(outline, "consumer").roleIds]).toStrictEqual(["stytch_user", "editor", "reader"]);
  });

  test("gives for each resource what it declares and what some role may do, in the policy's order", () => {
    expect([...outlinePolicy(outline, "consumer").resources]).toStrictEqual([
      [
        "documents",
        {
          declared: ["create", "read", "write"],
          actions: ["create", "read", "write", "publish", "archive"],
          granted: ["read", "write", "publish", "archive"],
        },
      ],
      ["images", { declared: ["read", "delete"], actions: ["read", "delete"], granted: ["read", "delete"] }],
      ["audit", { declared: ["read"], actions: ["read"], granted: [] }],
      ["videos", { declared: [], actions: ["watch"], granted: ["watch"] }],
    ]);
  });

  test("gives the outline with its defaults", () => {
    expect(outlinePolicy(outline, "b2b").outline).toStrictEqual(withDefaults(outline, "b2b"));
  });

  test("takes what occurs twice as the union of both", () => {
    const twice = {
      roles: [
        { role_id: "r", permissions: [{ resource_id: "d", actions: ["b"] }] },
        { role_id: "r", permissions: [{ resource_id: "d", actions: ["a", "a"] }] },
      ],
      resources: [
        { resource_id: "d", actions: ["a"] },
        { resource_id: "d", actions: ["b", "a"] },
      ],
    };
    const { roleIds: ids, resources } = outlinePolicy(twice, "m2m");
    expect([...ids]).toStrictEqual(["r"]);
    expect([...resources]).toStrictEqual([["d", { declared: ["a", "b"], actions: ["a", "b"], granted: ["a", "b"] }]]);
  });

  test("never lists `*` as an action, even of a resource that declares it", () => {
    const odd = {
      roles: [{ role_id: "r", permissions: [{ resource_id: "d", actions: ["*"] }] }],
      resources: [{ resource_id: "d", actions: ["*", "a"] }],
    };
    expect(outlinePolicy(odd, "m2m").resources.get("d")).toStrictEqual({
      declared: ["a"],
      actions: ["a"],
      granted: ["a"],
    });
  });

  test("takes any text for an id", () => {
    const odd = {
      roles: [{ role_id: "__proto__", permissions: [{ resource_id: "constructor", actions: ["__proto__"] }] }],
      resources: [{ resource_id: "constructor", actions: ["__proto__"] }],
    };
    const { roleIds: ids, resources } = outlinePolicy(odd, "m2m");
    expect([[...ids], [...resources.keys()], resources.get("constructor")?.granted]).toStrictEqual([
      ["__proto__"],
      ["constructor"],
      ["__proto__"],
    ]);
    expect(resources.get("toString")).toBeUndefined();
  });
});
