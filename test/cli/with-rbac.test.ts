import { describe, expect, test } from "vitest";
import { withRbac } from "../../src/cli/with-rbac.ts";

const policy = {
  roles: [{ role_id: "reader", permissions: [{ resource_id: "documents", actions: ["read"] }] }],
  resources: [{ resource_id: "documents", actions: ["read", "write"] }],
};

describe("withRbac", () => {
  test("makes rbac from role ids, and from roles as the API returns them", () => {
    const rbac = { roles: ["stytch_user", "reader"], actions: { documents: ["read"] } };
    for (const roles of [["reader"], [{ role_id: "reader", sources: [] }]]) {
      expect(withRbac({ user: { roles, name: {} }, x: 1 }, { policy, vertical: "consumer" })).toEqual({
        ok: true,
        data: { user: { roles, name: {}, rbac }, x: 1 },
      });
    }
  });

  test("gives who has no roles the default role", () => {
    const read = withRbac({ member: {} }, { policy });
    expect(read).toMatchObject({
      ok: true,
      data: { member: { rbac: { roles: ["stytch_member"], actions: { documents: [] } } } },
    });
  });

  test.each([
    ["its own rbac", { member: { roles: 1, rbac: { roles: [], actions: {} } } }, "b2b"],
    ["no member", { user: { roles: [] } }, "b2b"],
    ["a member that is no object", { member: ["x"] }, "b2b"],
    ["no shape at all", null, "consumer"],
    ["a client", { client: { roles: ["reader"] } }, "m2m"],
  ] as const)("leaves data alone that has %s", (_, data, vertical) => {
    expect(withRbac(data, { policy, vertical })).toEqual({ ok: true, data });
  });

  test("leaves data alone where there is no policy", () => {
    const data = { member: { roles: ["reader"] } };
    expect(withRbac(data, { vertical: "b2b" })).toEqual({ ok: true, data });
  });

  test.each([
    [{ member: { roles: "reader" } }, "/member/roles", "must be a list of role ids"],
    [{ member: { roles: ["reader", {}] } }, "/member/roles/1", "must be a role id"],
    [{ member: { roles: [{ role_id: 1 }] } }, "/member/roles/0", "must be a role id"],
  ])("says where the roles of %j are wrong", (data, pointer, message) => {
    expect(withRbac(data, { policy })).toEqual({ ok: false, pointer, message });
  });

  test("keeps a key __proto__ of the data an ordinary key", () => {
    const read = withRbac(JSON.parse('{"user": {"__proto__": {"rbac": 1}}, "__proto__": 2}'), {
      policy,
      vertical: "consumer",
    });
    expect(read.ok && JSON.stringify(read.data)).toBe(
      '{"user":{"__proto__":{"rbac":1},"rbac":{"roles":["stytch_user"],"actions":{"documents":[]}}},"__proto__":2}',
    );
  });
});
