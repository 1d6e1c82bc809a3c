import { describe, expect, test } from "vitest";
import {
  deleteOrganization,
  deleteSubject,
  findOrganization,
  findSubject,
  type Organization,
  organizationCollection,
  type Subject,
  subjectByEmail,
  subjectCollection,
} from "../../../src/directory/index.ts";
import { type Backend, type ProjectContext, readProject } from "../../../src/projects/index.ts";
import { apply } from "../support/apply.ts";
import { app, appId, organizationId, shop, shopId, stateOf } from "../support/states.ts";
import { contextOf, newBackend } from "../support/world.ts";

async function contextIn(backend: Backend, projectId: string): Promise<ProjectContext> {
  const project = await readProject(backend, projectId);
  if (project === undefined) throw new Error("there is no such project");
  return contextOf(backend, project);
}

/** A store with both projects, and what requests of the B2B one work with. */
async function world() {
  const { backend } = await newBackend();
  expect(await apply(backend, stateOf(shop, app))).toMatchObject({ ok: true });
  const context = await contextIn(backend, shopId);
  return {
    backend,
    context,
    users: await contextIn(backend, appId),
    organizations: (...organizations: readonly object[]) =>
      apply(backend, stateOf({ project_id: shopId, organizations })),
    members: (...members: readonly object[]) =>
      apply(backend, stateOf({ project_id: shopId, organizations: [{ organization_slug: "acme", members }] })),
    declareUsers: (...declared: readonly object[]) => apply(backend, stateOf({ project_id: appId, users: declared })),
  };
}

async function allOrganizations({ scope }: ProjectContext): Promise<readonly Organization[]> {
  return (await scope.collection(organizationCollection).find("slug", [], { limit: 100 })).items;
}

async function allSubjects({ scope }: ProjectContext): Promise<readonly Subject[]> {
  return (await scope.collection(subjectCollection).find("recent", [], { limit: 100 })).items;
}

const changedOne = (what: string, id: string | undefined) => ({ ok: true, changes: [{ what, id, isNew: false }] });

describe("a declared organization is the one", () => {
  test.each([
    [
      "with its id, whatever else",
      { organization_id: organizationId, organization_slug: "acme2", organization_external_id: "acme-2" },
    ],
    ["with its external id", { organization_external_id: "acme-1", organization_slug: "acme3" }],
    ["with its slug", { organization_slug: "acme", organization_logo_url: "https://example.com/a.png" }],
  ])("%s", async (_, declared) => {
    const { context, organizations } = await world();
    expect(await organizations(declared)).toMatchObject(changedOne("organization", organizationId));
    expect(await allOrganizations(context)).toHaveLength(1);
  });

  test("with its slug, which then gets the external id that it lacks", async () => {
    const { context, organizations } = await world();
    await organizations({ organization_slug: "beta", organization_name: "Beta" });
    const { id } = await findOrganization(context, "beta");
    const declared = { organization_slug: "beta", organization_external_id: "beta-1" };
    expect(await organizations(declared)).toMatchObject(changedOne("organization", id));
    expect(await findOrganization(context, "beta-1")).toMatchObject({ id, slug: "beta" });
  });

  test("and is made if there is none", async () => {
    const { context, organizations } = await world();
    const id = "organization-test-new";
    const application = await organizations({ organization_id: id, organization_name: "New" });
    expect(application).toMatchObject({ ok: true, changes: [{ what: "organization", id, isNew: true }] });
    expect(await findOrganization(context, id)).toMatchObject({ name: "New", slug: "new" });
  });

  test("and is made with a slug of its own where another of the file has taken the obvious one", async () => {
    const { context, organizations } = await world();
    const named = (id: string) => ({ organization_id: `organization-test-${id}`, organization_name: "Same name" });
    expect(await organizations(named("1"), named("2"))).toMatchObject({ ok: true });
    const slugs = await Promise.all(["1", "2"].map((id) => findOrganization(context, `organization-test-${id}`)));
    expect(slugs.map(({ slug }) => slug)).toEqual(["same-name", expect.stringMatching(/^same-name-[0-9a-f]{8}$/)]);
  });

  test("and loses the external id that null takes away", async () => {
    const { context, organizations } = await world();
    await organizations({ organization_slug: "acme", organization_external_id: null });
    expect(await findOrganization(context, "acme")).toMatchObject({ externalId: null });
  });
});

describe("a declared organization is refused", () => {
  test.each<[string, object, string, string]>([
    ["that nothing finds", { organization_name: "X" }, "missing_field", ""],
    ["that is not there yet and has no name", { organization_slug: "x1" }, "missing_field", ""],
    [
      "with an empty name",
      { organization_slug: "acme", organization_name: "" },
      "organization_name_missing",
      "/organization_name",
    ],
    [
      "with an id of another kind",
      { organization_id: "acme", organization_name: "X" },
      "invalid_organization_id",
      "/organization_id",
    ],
    [
      "with an id of the other environment",
      { organization_id: "organization-live-1", organization_name: "X" },
      "invalid_organization_id",
      "/organization_id",
    ],
    [
      "with a slug that is none",
      { organization_id: organizationId, organization_slug: "a b" },
      "invalid_organization_slug",
      "/organization_slug",
    ],
    [
      "with another external id than that of its slug",
      { organization_slug: "acme", organization_external_id: "other" },
      "other_external_id",
      "/organization_external_id",
    ],
    [
      "with metadata that is too large",
      { organization_slug: "acme", trusted_metadata: { x: "x".repeat(4096) } },
      "metadata_too_large",
      "/trusted_metadata",
    ],
    [
      "with a role that the policy has not",
      {
        organization_slug: "acme",
        rbac_email_implicit_role_assignments: [{ domain: "example.com", role_id: "owner" }],
      },
      "invalid_rbac_role_id",
      "/rbac_email_implicit_role_assignments",
    ],
  ])("%s", async (_, declared, code, field) => {
    const { organizations } = await world();
    expect(await organizations(declared)).toMatchObject({
      ok: false,
      problems: [{ code, pointer: `/projects/0/organizations/0${field}` }],
    });
  });

  test("with the slug or the external id of another", async () => {
    const { organizations } = await world();
    await organizations({ organization_id: "organization-test-b", organization_name: "B", organization_slug: "beta" });
    const declared = {
      organization_id: "organization-test-b",
      organization_slug: "acme",
      organization_external_id: "acme-1",
    };
    expect(await organizations(declared)).toEqual({
      ok: false,
      problems: [
        {
          code: "organization_slug_already_used",
          pointer: "/projects/0/organizations/0/organization_slug",
          message: "the provided organization_slug is already used in another organization",
        },
        {
          code: "organization_external_id_already_used",
          pointer: "/projects/0/organizations/0/organization_external_id",
          message: "the provided external id is already used in another organization",
        },
      ],
    });
  });

  test("that the file declares twice", async () => {
    const { organizations } = await world();
    const declared = { organization_slug: "acme", organization_external_id: "acme-1" };
    const application = await organizations(declared, declared);
    expect(application).toMatchObject({
      ok: false,
      problems: [
        {
          code: "repeated",
          pointer: "/projects/0/organizations/1/organization_external_id",
          message: "another one of the list has the same `organization_external_id`",
        },
        { code: "repeated", pointer: "/projects/0/organizations/1/organization_slug" },
      ],
    });
  });

  test("that the file declares twice, by different keys", async () => {
    const { organizations } = await world();
    const one = { organization_slug: "acme", organization_name: "One" };
    const other = { organization_external_id: "acme-1", organization_name: "Other" };
    expect(await organizations(one, other)).toEqual({
      ok: false,
      problems: [
        {
          code: "repeated",
          pointer: "/projects/0/organizations/1",
          message: "the state declares this organization twice",
        },
      ],
    });
  });

  test("in a consumer project, as users are in a B2B one", async () => {
    const { backend } = await world();
    const state = stateOf(
      { project_id: appId, organizations: [{ organization_slug: "acme" }] },
      { project_id: shopId, users: [{ email: "a@example.com" }] },
    );
    expect(await apply(backend, state)).toMatchObject({
      ok: false,
      problems: [
        { code: "not_of_vertical", pointer: "/projects/0/organizations", message: "a consumer project has users" },
        { code: "not_of_vertical", pointer: "/projects/1/users" },
      ],
    });
  });
});

describe("a declared member is the one", () => {
  test("with its id", async () => {
    const { context, members } = await world();
    const ada = await subjectByEmail(context, organizationId, "ada@example.com");
    expect(await members({ member_id: ada?.id, email_address: "new@example.com" })).toMatchObject(
      changedOne("member", ada?.id),
    );
    expect(await subjectByEmail(context, organizationId, "new@example.com")).toMatchObject({ externalId: "u1" });
  });

  test("with its external id, whatever its address", async () => {
    const { context, members } = await world();
    const ada = await subjectByEmail(context, organizationId, "ada@example.com");
    const declared = { external_id: "u1", email_address: "other@example.com" };
    expect(await members(declared)).toMatchObject(changedOne("member", ada?.id));
  });

  test("with its e-mail address, which then gets the external id that it lacks", async () => {
    const { context, members } = await world();
    const bob = await subjectByEmail(context, organizationId, "bob@example.com");
    const declared = { email_address: "BOB@example.com", external_id: "u2" };
    expect(await members(declared)).toMatchObject(changedOne("member", bob?.id));
    expect(await findSubject(context, { organizationId, ref: "u2" })).toMatchObject({ id: bob?.id });
  });

  test("and is made with the id that it is given", async () => {
    const { context, members } = await world();
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
    const { context, members } = await world();
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
    const { members } = await world();
    expect(await members(declared)).toMatchObject({
      ok: false,
      problems: [{ code, pointer: `/projects/0/organizations/0/members/0${field}` }],
    });
  });

  test("with the external id of another", async () => {
    const { context, members } = await world();
    const bob = await subjectByEmail(context, organizationId, "bob@example.com");
    expect(await members({ member_id: bob?.id, external_id: "u1" })).toMatchObject({
      ok: false,
      problems: [
        { code: "duplicate_member_external_id", pointer: "/projects/0/organizations/0/members/0/external_id" },
      ],
    });
  });

  test("that is one of another organization", async () => {
    const { context, organizations } = await world();
    const ada = await subjectByEmail(context, organizationId, "ada@example.com");
    const other = { organization_slug: "beta", organization_name: "Beta", members: [{ member_id: ada?.id }] };
    expect(await organizations(other)).toMatchObject({
      ok: false,
      problems: [{ code: "other_organization", pointer: "/projects/0/organizations/0/members/0/member_id" }],
    });
  });

  test("that the file declares twice, however its address is written", async () => {
    const { members } = await world();
    expect(await members({ email_address: "x@example.com" }, { email_address: "X@EXAMPLE.com" })).toMatchObject({
      ok: false,
      problems: [{ code: "repeated", pointer: "/projects/0/organizations/0/members/1/email_address" }],
    });
  });

  test("that the file declares twice, by different keys or in different organizations", async () => {
    const { members, organizations } = await world();
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
    const { members } = await world();
    const application = await members({ external_id: "u1", name: "\n", roles: ["owner"], email_address: "x" });
    expect(application).toMatchObject({
      problems: [{ code: "invalid_name" }, { code: "invalid_rbac_role_id" }, { code: "invalid_email" }],
    });
  });
});

describe("a declared user is the one", () => {
  test("with its external id or its address", async () => {
    const { users, declareUsers } = await world();
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
    const { users, declareUsers } = await world();
    await declareUsers({ user_id: "user-test-9", email: "x@example.com", create_user_as_pending: true });
    expect(await findSubject(users, { organizationId: "", ref: "user-test-9" })).toMatchObject({ status: "pending" });
  });

  test("and is refused without an address and a number, and with the address of another", async () => {
    const { declareUsers } = await world();
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

describe("what has been deleted stays deleted", () => {
  test.each([
    ["by its id", { organization_id: organizationId }],
    ["by its external id", { organization_external_id: "acme-1" }],
  ])("an organization, declared %s, and its members", async (_, declared) => {
    const { context, organizations } = await world();
    await deleteOrganization(context, await findOrganization(context, organizationId));
    const members = [{ email_address: "new@example.com" }];
    const application = await organizations({ ...declared, organization_name: "Acme", members });
    expect(application).toMatchObject({
      ok: true,
      changes: [],
      warnings: [
        {},
        {
          code: "deleted_record",
          pointer: "/projects/0/organizations/0",
          message: "the organization has been deleted, and stays so",
        },
        { code: "deleted_record", pointer: "/projects/0/organizations/0/members/0" },
      ],
    });
    expect(await allOrganizations(context)).toEqual([]);
  });

  test.each([
    ["by its external id", { external_id: "u1", email_address: "new@example.com" }],
    ["by its address", { email_address: "Ada@example.com" }],
  ])("a member, declared %s", async (_, declared) => {
    const { context, members } = await world();
    await deleteSubject(context, await findSubject(context, { organizationId, ref: "u1" }));
    const before = await allSubjects(context);
    expect(await members(declared)).toMatchObject({ ok: true, changes: [] });
    expect(await allSubjects(context)).toEqual(before);
  });

  test("a member, declared by its id", async () => {
    const { context, members } = await world();
    const ada = await findSubject(context, { organizationId, ref: "u1" });
    await deleteSubject(context, ada);
    expect(await members({ member_id: ada.id, name: "New" })).toMatchObject({ ok: true, changes: [] });
  });
});
