import { describe, expect, test } from "vitest";
import { findSubject, subjectByEmail } from "../../../src/directory/index.ts";
import { fullRoleIds, oneRoleMore, policyOfFullRoles } from "../../support/full-roles.ts";
import { changedOne, shopWorld } from "../support/shop-world.ts";
import { organizationId, shop } from "../support/states.ts";

describe("a declared member is the one", () => {
  test("with its id", async () => {
    const { context, members } = await shopWorld();
    const ada = await subjectByEmail(context, organizationId, "ada@example.com");
    expect(await members({ member_id: ada?.id, email_address: "new@example.com" })).toMatchObject(
      changedOne("member", ada?.id),
    );
    expect(await subjectByEmail(context, organizationId, "new@example.com")).toMatchObject({ externalId: "u1" });
  });

  test("with its external id, whatever its address", async () => {
    const { context, members } = await shopWorld();
    const ada = await subjectByEmail(context, organizationId, "ada@example.com");
    const declared = { external_id: "u1", email_address: "other@example.com" };
    expect(await members(declared)).toMatchObject(changedOne("member", ada?.id));
  });

  test("with its e-mail address, which then gets the external id that it lacks", async () => {
    const { context, members } = await shopWorld();
    const bob = await subjectByEmail(context, organizationId, "bob@example.com");
    const declared = { email_address: "BOB@example.com", external_id: "u2" };
    expect(await members(declared)).toMatchObject(changedOne("member", bob?.id));
    expect(await findSubject(context, { organizationId, ref: "u2" })).toMatchObject({ id: bob?.id });
  });

  test("and is made with the id that it is given", async () => {
    const { context, members } = await shopWorld();
    const declared = {
      member_id: "member-test-eve",
      email_address: "eve@example.com",
      mfa_phone_number: "+15005550006",
    };
    expect(await members(declared)).toMatchObject({ ok: true, changes: [{ id: "member-test-eve", isNew: true }] });
    expect(await findSubject(context, { organizationId, ref: "member-test-eve" })).toMatchObject({
      emailAddress: "eve@example.com",
      phoneNumber: "+15005550006",
      status: "active",
    });
    expect(await members(declared)).toMatchObject({ ok: true, changes: [] });
  });

  test("and gets settings and roles in the place of those before", async () => {
    const { context, members } = await shopWorld();
    await members({ external_id: "u1", roles: ["viewer"], is_breakglass: true, default_mfa_method: "totp" });
    const ada = await subjectByEmail(context, organizationId, "ada@example.com");
    expect(ada?.roles).toEqual(["viewer"]);
    expect(JSON.parse(ada?.otherFields ?? "")).toEqual({
      is_breakglass: true,
      mfa_enrolled: false,
      default_mfa_method: "totp",
    });
  });
});

describe("a declared member is refused", () => {
  test.each<[string, object, string, string]>([
    ["that nothing finds", { name: "X" }, "missing_field", ""],
    ["that is not there yet and has no address", { external_id: "u9" }, "missing_field", ""],
    [
      "with an id of another kind",
      { member_id: "user-test-1", email_address: "x@example.com" },
      "invalid_member_id",
      "/member_id",
    ],
    [
      "with an id of the other environment",
      { member_id: "member-live-1", email_address: "x@example.com" },
      "invalid_member_id",
      "/member_id",
    ],
    [
      "with an id that has other characters",
      { member_id: "member-test-1 ", email_address: "x@example.com" },
      "invalid_member_id",
      "/member_id",
    ],
    ["with an address that is none", { external_id: "u1", email_address: "ada" }, "invalid_email", "/email_address"],
    [
      "with another external id than that of its address",
      { email_address: "ada@example.com", external_id: "u7" },
      "other_external_id",
      "/external_id",
    ],
    ["with a role that the policy has not", { external_id: "u1", roles: ["owner"] }, "invalid_rbac_role_id", "/roles"],
    [
      "with the role that everybody has",
      { external_id: "u1", roles: ["stytch_member"] },
      "cannot_assign_default_rbac_role_id",
      "/roles",
    ],
    [
      "with the address of another",
      { external_id: "u1", email_address: "bob@example.com" },
      "duplicate_member_email",
      "/email_address",
    ],
    [
      "with metadata of too many keys",
      { external_id: "u1", untrusted_metadata: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`k${n}`, n])) },
      "metadata_too_many_keys",
      "/untrusted_metadata",
    ],
  ])("%s", async (_, declared, code, field) => {
    const { members } = await shopWorld();
    expect(await members(declared)).toMatchObject({
      ok: false,
      problems: [{ code, pointer: `/projects/0/organizations/0/members/0${field}` }],
    });
  });

  test("with roles that are too many together, also with those that the state gives to the domain of its address", async () => {
    const { declare } = await shopWorld();
    const policy = { ...shop.policy, roles: [...shop.policy.roles, ...policyOfFullRoles.roles] };
    const declared = (roles: readonly string[], byDomain: readonly string[]) =>
      declare({
        policy,
        // Tokens have no room for all of them.
        force: true,
        organizations: [
          {
            organization_slug: "acme",
            rbac_email_implicit_role_assignments: byDomain.map((role_id) => ({ domain: "example.com", role_id })),
            members: [
              { external_id: "u1", roles },
              { email_address: "eve@example.com", roles },
            ],
          },
        ],
      });
    const problems = [0, 1].map((index) => ({
      code: "too_many_roles",
      pointer: `/projects/0/organizations/0/members/${index}/roles`,
    }));
    expect(await declared([...fullRoleIds, oneRoleMore], [])).toMatchObject({ ok: false, problems });
    expect(await declared(fullRoleIds, [oneRoleMore])).toMatchObject({ ok: false, problems });
    expect(await declared(fullRoleIds, [])).toMatchObject({ ok: true });
    expect(await declared(fullRoleIds, [])).toMatchObject({ ok: true, changes: [] });
  });

  test("with the external id of another", async () => {
    const { context, members } = await shopWorld();
    const bob = await subjectByEmail(context, organizationId, "bob@example.com");
    expect(await members({ member_id: bob?.id, external_id: "u1" })).toMatchObject({
      ok: false,
      problems: [
        { code: "duplicate_member_external_id", pointer: "/projects/0/organizations/0/members/0/external_id" },
      ],
    });
  });

  test("that is one of another organization", async () => {
    const { context, organizations } = await shopWorld();
    const ada = await subjectByEmail(context, organizationId, "ada@example.com");
    const other = { organization_slug: "beta", organization_name: "Beta", members: [{ member_id: ada?.id }] };
    expect(await organizations(other)).toMatchObject({
      ok: false,
      problems: [{ code: "other_organization", pointer: "/projects/0/organizations/0/members/0/member_id" }],
    });
  });

  test("that the file declares twice, however its address is written", async () => {
    const { members } = await shopWorld();
    expect(await members({ email_address: "x@example.com" }, { email_address: "X@EXAMPLE.com" })).toMatchObject({
      ok: false,
      problems: [{ code: "repeated", pointer: "/projects/0/organizations/0/members/1/email_address" }],
    });
  });

  test("that the file declares twice, by different keys or in different organizations", async () => {
    const { members, organizations } = await shopWorld();
    const problem = { code: "repeated", message: "the state declares this member twice" };
    expect(await members({ external_id: "u1" }, { email_address: "ada@example.com" })).toMatchObject({
      ok: false,
      problems: [{ ...problem, pointer: "/projects/0/organizations/0/members/1" }],
    });
    const eve = { member_id: "member-test-eve", email_address: "eve@example.com" };
    const application = await organizations(
      { organization_slug: "acme", members: [eve] },
      { organization_slug: "beta", organization_name: "Beta", members: [eve] },
    );
    expect(application).toMatchObject({
      ok: false,
      problems: [{ ...problem, pointer: "/projects/0/organizations/1/members/0" }],
    });
  });

  test("for all that is wrong with it", async () => {
    const { members } = await shopWorld();
    const application = await members({ external_id: "u1", name: "\n", roles: ["owner"], email_address: "x" });
    expect(application).toMatchObject({
      problems: [{ code: "invalid_name" }, { code: "invalid_rbac_role_id" }, { code: "invalid_email" }],
    });
  });
});

describe("a declared user is the one", () => {
  test("with its external id or its address", async () => {
    const { users, declareUsers } = await shopWorld();
    const eve = await subjectByEmail(users, "", "eve@example.com");
    const byAddress = { email: "eve@example.com", name: { last_name: "Stone" } };
    expect(await declareUsers(byAddress)).toMatchObject(changedOne("user", eve?.id));
    expect(await declareUsers({ external_id: "e1", phone_number: "+15005550007" })).toMatchObject(
      changedOne("user", eve?.id),
    );
    expect(await findSubject(users, { organizationId: "", ref: "e1" })).toMatchObject({
      nameParts: { firstName: "Eve", middleName: "", lastName: "Stone" },
      phoneNumber: "+15005550007",
    });
  });

  test("and is made pending when it is said", async () => {
    const { users, declareUsers } = await shopWorld();
    await declareUsers({ user_id: "user-test-9", email: "x@example.com", create_user_as_pending: true });
    expect(await findSubject(users, { organizationId: "", ref: "user-test-9" })).toMatchObject({ status: "pending" });
  });

  test("and is refused without an address and a number, and with the address of another", async () => {
    const { declareUsers } = await shopWorld();
    const application = await declareUsers({ external_id: "e9" }, { external_id: "e2", email: "eve@example.com" });
    expect(application).toMatchObject({
      ok: false,
      problems: [
        { code: "missing_field", pointer: "/projects/0/users/0" },
        { code: "duplicate_email", pointer: "/projects/0/users/1/email" },
      ],
    });
  });
});
