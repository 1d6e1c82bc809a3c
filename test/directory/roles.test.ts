import { describe, expect, test } from "vitest";
import { assignedRoles, checkRoleIds, rolesOf } from "../../src/directory/index.ts";
import { directoryWorld, refusal } from "./support/directory-world.ts";

const organization = {
  implicitRoles: [
    { domain: "acme.example", roleId: "auditor" },
    { domain: "other.example", roleId: "reader" },
    { domain: "acme.example", roleId: "gone" },
  ],
};
const member = { roles: ["editor", "left"], emailAddress: "ada@acme.example" };

describe("the roles of a member", () => {
  test("are the default one and those given directly or by domain, in the policy's order", async () => {
    const { context } = await directoryWorld();
    expect(assignedRoles(context, member, organization)).toEqual(["editor", "auditor"]);
    expect(rolesOf(context, member, organization)).toEqual(["stytch_member", "editor", "auditor"]);
  });

  test("by domain are those of the whole domain, not of one that ends or begins alike", async () => {
    const { context } = await directoryWorld();
    const rolesAt = (emailAddress: string) => assignedRoles(context, { roles: [], emailAddress }, organization);
    expect(rolesAt("a@acme.example")).toEqual(["auditor"]);
    for (const domain of ["sub.acme.example", "notacme.example", "acme.example.org", "example"]) {
      expect(rolesAt(`a@${domain}`)).toEqual([]);
    }
  });

  test("that come both ways are there once", async () => {
    const { context } = await directoryWorld();
    const both = { roles: ["auditor", "auditor"], emailAddress: "ada@acme.example" };
    expect(assignedRoles(context, both, organization)).toEqual(["auditor"]);
  });
});

describe("the roles of a user", () => {
  test("are the default one and those given directly", async () => {
    const { context } = await directoryWorld("consumer");
    const user = { roles: ["reader"], emailAddress: null };
    expect(assignedRoles(context, user, undefined)).toEqual(["reader"]);
    expect(rolesOf(context, user, undefined)).toEqual(["stytch_user", "reader"]);
    expect(rolesOf(context, { ...member, emailAddress: null }, organization)).toEqual(["stytch_user", "editor"]);
  });
});

describe("role ids that are to be assigned", () => {
  test("are taken once each, in their order", async () => {
    const { context } = await directoryWorld();
    expect(checkRoleIds(context, ["reader", "editor", "reader", "stytch_admin"])).toEqual([
      "reader",
      "editor",
      "stytch_admin",
    ]);
    expect(checkRoleIds(context, [])).toEqual([]);
  });

  test.each([
    [["nobody"], "invalid_rbac_role_id"],
    [["reader", "__proto__"], "invalid_rbac_role_id"],
    [[""], "invalid_rbac_role_id"],
    [["stytch_member"], "cannot_assign_default_rbac_role_id"],
    [["stytch_user"], "invalid_rbac_role_id"],
  ])("%j are refused", async (ids, type) => {
    const { context } = await directoryWorld();
    expect(await refusal(() => checkRoleIds(context, ids))).toBe(type);
  });
});
