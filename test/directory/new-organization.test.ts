import { describe, expect, test } from "vitest";
import {
  createOrganization,
  newOrganization,
  organizationCollection,
  readOrganizationSettings,
} from "../../src/directory/index.ts";
import { startOf2026 } from "../support/backend.ts";
import { directoryWorld, refusal } from "./support/directory-world.ts";

describe("a new organization", () => {
  test("is what was said of it, and nothing is written", async () => {
    const { context } = await directoryWorld();
    const organization = await newOrganization(context, {
      name: "Acme, Inc.",
      slug: "acme",
      externalId: "acme|1",
      logoUrl: "https://acme.example/logo.png",
      trustedMetadata: { plan: "gold", gone: null },
      implicitRoles: [
        { domain: "Acme.example", roleId: "editor" },
        { domain: "acme.EXAMPLE", roleId: "editor" },
        { domain: "acme.example", roleId: "reader" },
      ],
      settings: { mfa_policy: "REQUIRED_FOR_ALL", email_invites: undefined },
    });
    const { id, otherFields, ...rest } = organization;
    expect(id).toMatch(/^organization-test-[0-9a-f-]{36}$/);
    expect(rest).toEqual({
      name: "Acme, Inc.",
      slug: "acme",
      formerSlug: null,
      externalId: "acme|1",
      logoUrl: "https://acme.example/logo.png",
      trustedMetadata: '{"plan":"gold"}',
      implicitRoles: [
        { domain: "acme.example", roleId: "editor" },
        { domain: "acme.example", roleId: "reader" },
      ],
      isDeleted: false,
      sessionEpoch: 0,
      createdAt: startOf2026,
      updatedAt: startOf2026,
    });
    expect(readOrganizationSettings(otherFields)).toMatchObject({
      mfa_policy: "REQUIRED_FOR_ALL",
      email_invites: "ALL_ALLOWED",
    });
    expect(await context.scope.collection(organizationCollection).find("slug", [], { limit: 1 })).toEqual({
      items: [],
    });
  });

  test("that is told nothing but its name has the documented defaults", async () => {
    const { context } = await directoryWorld();
    const organization = await newOrganization(context, { name: "Acme" });
    expect(organization).toMatchObject({ slug: "acme", externalId: null, logoUrl: "", trustedMetadata: "{}" });
    expect(readOrganizationSettings(organization.otherFields)).toEqual({
      sso_default_connection_id: "",
      sso_jit_provisioning: "ALL_ALLOWED",
      sso_jit_provisioning_allowed_connections: [],
      email_allowed_domains: [],
      email_jit_provisioning: "NOT_ALLOWED",
      email_invites: "ALL_ALLOWED",
      auth_methods: "ALL_ALLOWED",
      allowed_auth_methods: [],
      mfa_policy: "OPTIONAL",
      mfa_methods: "ALL_ALLOWED",
      allowed_mfa_methods: [],
      oauth_tenant_jit_provisioning: "NOT_ALLOWED",
      allowed_oauth_tenants: {},
      claimed_email_domains: [],
      first_party_connected_apps_allowed_type: "ALL_ALLOWED",
      allowed_first_party_connected_apps: [],
      third_party_connected_apps_allowed_type: "ALL_ALLOWED",
      allowed_third_party_connected_apps: [],
    });
  });

  test("that is told who may join lets nobody be invited, unless that is said too", async () => {
    const { context } = await directoryWorld();
    const invites = async (settings: Parameters<typeof newOrganization>[1]["settings"]) =>
      readOrganizationSettings((await newOrganization(context, { name: "Acme", settings })).otherFields).email_invites;
    expect(await invites({ email_allowed_domains: ["acme.example"] })).toBe("NOT_ALLOWED");
    expect(await invites({ auth_methods: "RESTRICTED", email_invites: "RESTRICTED" })).toBe("RESTRICTED");
    expect(await invites({ mfa_methods: "RESTRICTED" })).toBe("ALL_ALLOWED");
  });

  test.each([
    ["no name", { name: "" }, "organization_name_missing"],
    ["a name of 129 characters", { name: "😀".repeat(129) }, "invalid_organization_name"],
    ["a control character in its name", { name: "Ac\u0000me" }, "invalid_organization_name"],
    ["a C1 control character in its name", { name: "Ac\u0085me" }, "invalid_organization_name"],
    ["a lone surrogate in its name", { name: "Acme\ud800" }, "invalid_organization_name"],
    ["a slug of one character", { slug: "a" }, "invalid_organization_slug"],
    ["a slug of 129 characters", { slug: "a".repeat(129) }, "invalid_organization_slug"],
    ["a slash in its slug", { slug: "a/b" }, "invalid_organization_slug"],
    ["a bar in its slug", { slug: "a|b" }, "invalid_organization_slug"],
    ["a slug that looks like an id", { slug: "organization-test-1" }, "invalid_organization_slug"],
    ["an empty external id", { externalId: "" }, "invalid_organization_external_id"],
    ["a dot segment for an external id", { externalId: ".." }, "invalid_organization_external_id"],
    ["a dot segment for a slug", { slug: ".." }, "invalid_organization_slug"],
    ["an external id of 129 characters", { externalId: "a".repeat(129) }, "invalid_organization_external_id"],
    ["a tilde in its external id", { externalId: "a~b" }, "invalid_organization_external_id"],
    ["a line feed behind its external id", { externalId: "ab\n" }, "invalid_organization_external_id"],
    [
      "an external id that looks like an id",
      { externalId: "organization-live-x" },
      "external_organization_id_same_as_organization_id",
    ],
    ["a logo URL of 2049 characters", { logoUrl: "x".repeat(2049) }, "organization_logo_url_too_long"],
    ["metadata that is null", { trustedMetadata: null }, "metadata_invalid_format"],
    ["metadata that is a list", { trustedMetadata: [] }, "metadata_invalid_format"],
    ["an id of another kind", { id: "member-test-1" }, "invalid_organization_id"],
    ["an id of another environment", { id: "organization-live-1" }, "invalid_organization_id"],
    ["an id of other characters", { id: "organization-test-a_b" }, "invalid_organization_id"],
    ["an id without an end", { id: "organization-test-" }, "invalid_organization_id"],
    ["a domain that is none", { implicitRoles: [{ domain: "a b", roleId: "editor" }] }, "rbac_invalid_domain"],
    ["an address for a domain", { implicitRoles: [{ domain: "@a.b", roleId: "editor" }] }, "rbac_invalid_domain"],
    ["an unknown role", { implicitRoles: [{ domain: "a.b", roleId: "nobody" }] }, "invalid_rbac_role_id"],
    [
      "the default role for a domain",
      { implicitRoles: [{ domain: "a.b", roleId: "stytch_member" }] },
      "cannot_assign_default_rbac_role_id",
    ],
  ])("with %s is refused", async (_what, fields, type) => {
    const { context } = await directoryWorld();
    expect(await refusal(() => newOrganization(context, { name: "Acme", ...fields }))).toBe(type);
  });

  test("may use each limit to the full", async () => {
    const { context } = await directoryWorld();
    const fields = { slug: "a".repeat(128), externalId: "b".repeat(128), name: "😀".repeat(128) };
    expect(await newOrganization(context, fields)).toMatchObject(fields);
    const others = { id: `organization-test-${"a".repeat(100)}`, logoUrl: "x".repeat(2048), slug: "~a" };
    expect(await newOrganization(context, { name: "A", ...others })).toMatchObject(others);
  });
});

describe("a slug that is not given", () => {
  test.each([
    ["the name", { name: "Acme, Inc." }, "acme-inc."],
    ["the name also where there is an external id", { name: "Shop|17_a", externalId: "x" }, "shop-17_a"],
    ["what is left of other letters", { name: "Größe & Co" }, "gr-e-co"],
    ["one letter", { name: "A" }, "org-a"],
    ["nothing that a slug can hold", { name: "漢字" }, "org"],
    ["what looks like an id", { name: "Organization-test-1" }, "org-organization-test-1"],
    ["the first 124 characters", { name: "a".repeat(128) }, "a".repeat(124)],
  ])("is made of %s", async (_what, fields, slug) => {
    const { context } = await directoryWorld();
    expect(await newOrganization(context, fields)).toMatchObject({ slug });
  });

  test("has a random end when it is taken", async () => {
    const { context } = await directoryWorld();
    const name = "a".repeat(128);
    const [first, second, third] = [
      await createOrganization(context, { name }),
      await createOrganization(context, { name }),
      await createOrganization(context, { name }),
    ];
    expect(first.slug).toBe("a".repeat(124));
    expect(second.slug).toMatch(/^a{119}-[0-9a-f]{8}$/);
    expect(third.slug).toMatch(/^a{119}-[0-9a-f]{8}$/);
    expect(third.slug).not.toBe(second.slug);
  });

  test("has a random end when it is the external id of another organization, and none when it is its own", async () => {
    const { context } = await directoryWorld();
    await createOrganization(context, { name: "First", externalId: "acme" });
    expect((await createOrganization(context, { name: "Acme" })).slug).toMatch(/^acme-[0-9a-f]{8}$/);
    expect((await createOrganization(context, { name: "Beta", externalId: "beta" })).slug).toBe("beta");
  });

  test("is another one for each of those that are made at once", async () => {
    const { context } = await directoryWorld();
    const made = await Promise.all(["Acme", "ACME", "acme"].map((name) => createOrganization(context, { name })));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(3);
    expect(made.map(({ slug }) => slug).sort()[0]).toBe("acme");
  });
});
