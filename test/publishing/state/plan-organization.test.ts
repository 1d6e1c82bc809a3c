import { describe, expect, test } from "vitest";
import { findOrganization } from "../../../src/directory/index.ts";
import { apply } from "../support/apply.ts";
import { allOrganizations, changedOne, shopWorld } from "../support/shop-world.ts";
import { appId, organizationId, shopId, stateOf } from "../support/states.ts";

describe("a declared organization is the one", () => {
  test.each([
    [
      "with its id, whatever else",
      { organization_id: organizationId, organization_slug: "acme2", organization_external_id: "acme-2" },
    ],
    ["with its external id", { organization_external_id: "acme-1", organization_slug: "acme3" }],
    ["with its slug", { organization_slug: "acme", organization_logo_url: "https://example.com/a.png" }],
  ])("%s", async (_, declared) => {
    const { context, organizations } = await shopWorld();
    expect(await organizations(declared)).toMatchObject(changedOne("organization", organizationId));
    expect(await allOrganizations(context)).toHaveLength(1);
  });

  test("with its slug, which then gets the external id that it lacks", async () => {
    const { context, organizations } = await shopWorld();
    await organizations({ organization_slug: "beta", organization_name: "Beta" });
    const { id } = await findOrganization(context, "beta");
    const declared = { organization_slug: "beta", organization_external_id: "beta-1" };
    expect(await organizations(declared)).toMatchObject(changedOne("organization", id));
    expect(await findOrganization(context, "beta-1")).toMatchObject({ id, slug: "beta" });
  });

  test("and is made if there is none", async () => {
    const { context, organizations } = await shopWorld();
    const id = "organization-test-new";
    const application = await organizations({ organization_id: id, organization_name: "New" });
    expect(application).toMatchObject({ ok: true, changes: [{ what: "organization", id, isNew: true }] });
    expect(await findOrganization(context, id)).toMatchObject({ name: "New", slug: "new" });
  });

  test("and is made with a slug of its own where another of the file has taken the obvious one", async () => {
    const { context, organizations } = await shopWorld();
    const named = (id: string) => ({ organization_id: `organization-test-${id}`, organization_name: "Same name" });
    expect(await organizations(named("1"), named("2"))).toMatchObject({ ok: true });
    const slugs = await Promise.all(["1", "2"].map((id) => findOrganization(context, `organization-test-${id}`)));
    expect(slugs.map(({ slug }) => slug)).toEqual(["same-name", expect.stringMatching(/^same-name-[0-9a-f]{8}$/)]);
  });

  test.each([
    ["the slug of", { organization_external_id: "x2", organization_slug: "foo-bar", organization_name: "Other" }],
    ["the slug alone of", { organization_slug: "foo-bar", organization_name: "Other" }],
    [
      "the external id of",
      { organization_external_id: "foo-bar", organization_slug: "other", organization_name: "Other" },
    ],
  ])("and is made with another slug than %s one that comes after it in the file", async (_, other) => {
    const { context, organizations } = await shopWorld();
    const made = { organization_name: "Foo Bar", organization_external_id: "x1" };
    expect(await organizations(made, other)).toMatchObject({ ok: true, changes: [{ isNew: true }, { isNew: true }] });
    expect(await findOrganization(context, "x1")).toMatchObject({
      slug: expect.stringMatching(/^foo-bar-[0-9a-f]{8}$/),
    });
    expect(await findOrganization(context, "foo-bar")).toMatchObject({ name: "Other" });
    expect(await organizations(made, other)).toMatchObject({ ok: true, changes: [] });
  });

  test("and is made with its own external id as slug where the name gives that", async () => {
    const { context, organizations } = await shopWorld();
    await organizations({ organization_name: "Foo Bar", organization_external_id: "foo-bar" });
    expect(await findOrganization(context, "foo-bar")).toMatchObject({ slug: "foo-bar" });
  });

  test("and loses the external id that null takes away", async () => {
    const { context, organizations } = await shopWorld();
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
      "with a setting that the API refuses",
      { organization_slug: "acme", allowed_auth_methods: ["sso", "bogus"] },
      "unknown_value",
      "/allowed_auth_methods/1",
    ],
    [
      "with a setting that is longer than the API takes",
      { organization_slug: "acme", sso_default_connection_id: "x".repeat(129) },
      "too_long",
      "/sso_default_connection_id",
    ],
    [
      "with more of a list than the API takes",
      { organization_slug: "acme", email_allowed_domains: Array.from({ length: 1001 }, (_, n) => `a${n}.example`) },
      "too_many",
      "/email_allowed_domains",
    ],
    [
      "with more roles for domains than the API takes",
      {
        organization_slug: "acme",
        rbac_email_implicit_role_assignments: Array.from({ length: 1001 }, (_, n) => ({
          domain: `a${n}.example`,
          role_id: "viewer",
        })),
      },
      "too_many",
      "/rbac_email_implicit_role_assignments",
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
    const { organizations } = await shopWorld();
    expect(await organizations(declared)).toMatchObject({
      ok: false,
      problems: [{ code, pointer: `/projects/0/organizations/0${field}` }],
    });
  });

  test("with the slug or the external id of another", async () => {
    const { organizations } = await shopWorld();
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
    const { organizations } = await shopWorld();
    const declared = { organization_slug: "acme", organization_external_id: "acme-1" };
    const application = await organizations(declared, declared);
    expect(application).toMatchObject({
      ok: false,
      problems: [
        { code: "repeated", pointer: "/projects/0/organizations/1/organization_slug" },
        {
          code: "repeated",
          pointer: "/projects/0/organizations/1/organization_external_id",
          message: "another one of the list has the same `organization_external_id`",
        },
      ],
    });
  });

  test("that the file declares twice, by different keys", async () => {
    const { organizations } = await shopWorld();
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
    const { backend } = await shopWorld();
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
