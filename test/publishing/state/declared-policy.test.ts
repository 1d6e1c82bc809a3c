import { describe, expect, test } from "vitest";
import { subjectByEmail } from "../../../src/directory/index.ts";
import { readConfiguration } from "../../../src/projects/index.ts";
import { changeConfiguration } from "../../../src/publishing/index.ts";
import { configurationChanged, configurationIn, contextIn, shopWorld } from "../support/shop-world.ts";
import { organizationId, shop, shopId } from "../support/states.ts";

describe("a declared policy", () => {
  const viewer = { roles: [{ role_id: "viewer" }] };
  const editorTemplate = { template: '{ "roles": << member.rbac.roles >> }' };

  test("takes the place of the one before", async () => {
    const { backend, declare } = await shopWorld();
    const policy = { roles: [...shop.policy.roles, { role_id: "owner", description: "Owns it" }] };
    expect(await declare({ policy: { ...policy, resources: shop.policy.resources } })).toMatchObject({ ok: true });
    expect((await configurationIn(backend, shopId)).policy.roles.map(({ role_id }) => role_id)).toEqual([
      "editor",
      "viewer",
      "owner",
    ]);
  });

  test("goes with the template of M2M tokens, which a state does not speak of", async () => {
    const { backend, declare } = await shopWorld();
    const context = await contextIn(backend, shopId);
    await changeConfiguration(context, {
      actor: "tester",
      part: "m2m_template",
      change: (before) => ({ ...before, m2mTemplate: '{ "https://claims.example.com/tier": 1 }' }),
      fieldOf: (pointer) => pointer,
    });
    expect(await declare({ settings: { namespace: "https://claims.example.com/" } })).toMatchObject({
      ok: false,
      problems: [{ code: "reserved-namespace", pointer: "/projects/0" }],
    });
  });

  test("is refused for what is wrong with it, at its place", async () => {
    const { declare } = await shopWorld();
    const roles = [...shop.policy.roles, { role_id: "x", permissions: [{ resource_id: "papers", actions: [] }] }];
    expect(await declare({ policy: { ...shop.policy, roles } })).toMatchObject({
      problems: [
        { code: "invalid_permission_resource", pointer: "/projects/0/policy/roles/2/permissions/0/resource_id" },
        {},
      ],
    });
  });

  test("is refused when a member would lose a role", async () => {
    const { declare } = await shopWorld();
    expect(await declare({ policy: viewer, ...editorTemplate })).toMatchObject({
      ok: false,
      problems: [{ code: "rbac_role_assigned", pointer: "/projects/0/policy/roles" }],
    });
  });

  test("may take away a role that the same state takes from all who have it", async () => {
    const { backend, declare } = await shopWorld();
    const members = [{ external_id: "u1", roles: ["viewer"] }];
    const organizations = [{ organization_slug: "acme", members }];
    const state = { policy: viewer, organizations, ...editorTemplate };
    expect(await declare(state)).toMatchObject({
      ok: true,
      changes: [{ what: "configuration" }, { what: "member" }],
    });
    const context = await contextIn(backend, shopId);
    expect(await subjectByEmail(context, organizationId, "ada@example.com")).toMatchObject({ roles: ["viewer"] });
    expect(await declare(state)).toMatchObject({ ok: true, changes: [] });
  });

  test("may take away a role that the same state no longer gives to a domain", async () => {
    const { declare } = await shopWorld();
    const policy = { roles: [shop.policy.roles[0]], resources: shop.policy.resources };
    expect(await declare({ policy })).toMatchObject({ ok: false, problems: [{ code: "rbac_role_assigned" }] });
    const organizations = [{ organization_slug: "acme", rbac_email_implicit_role_assignments: [] }];
    expect(await declare({ policy, organizations })).toMatchObject({ ok: true });
  });

  test("counts for the roles of the same state", async () => {
    const { declare } = await shopWorld();
    const policy = { roles: [...shop.policy.roles, { role_id: "owner" }], resources: shop.policy.resources };
    const members = [{ external_id: "u1", roles: ["owner"] }];
    expect(await declare({ policy, organizations: [{ organization_slug: "acme", members }] })).toMatchObject({
      ok: true,
    });
  });
});

describe("declared settings", () => {
  test("change what they name", async () => {
    const { backend, declare } = await shopWorld();
    const settings = {
      issuer: "url",
      namespace: "https://claims.example.com/",
      attest_requires_duration: true,
      max_session_lifetime_minutes: null,
    };
    expect(await declare({ settings })).toMatchObject(configurationChanged);
    expect((await configurationIn(backend, shopId)).settings).toEqual({
      issuer: "url",
      signingAlgorithm: "ES256",
      namespace: "https://claims.example.com/",
      attestRequiresDuration: true,
      maxSessionLifetimeMinutes: null,
    });
  });

  test("are refused at their place", async () => {
    const { declare } = await shopWorld();
    expect(await declare({ settings: { namespace: "" } })).toMatchObject({
      problems: [{ code: "invalid_namespace", pointer: "/projects/0/settings/namespace" }],
    });
  });
});

describe("a template that is new to members", () => {
  const template = '{ "team": << required(member.trusted_metadata.team) >> }';

  test("is tried on them, and refused where it leaves somebody without claims", async () => {
    const { declare, context } = await shopWorld();
    const before = await readConfiguration(context.scope);
    expect(await declare({ template })).toMatchObject({
      ok: false,
      problems: [
        {
          code: "publication_would_refuse_members",
          pointer: "/projects/0/template",
          message: expect.stringMatching(
            /^1 of the 2 members tried would get no claims any more: `member-test-[^`]+` for required-missing at `\/team`, line 1, column 14 of the template \(/,
          ),
        },
      ],
    });
    expect(await readConfiguration(context.scope)).toEqual(before);
  });

  test("is published where the state brings what it needs", async () => {
    const { declare } = await shopWorld();
    const organizations = [
      {
        organization_slug: "acme",
        members: ["ada@example.com", "bob@example.com"].map((email_address) => ({
          email_address,
          trusted_metadata: { team: "blue" },
        })),
      },
    ];
    expect(await declare({ template, organizations })).toMatchObject({ ok: true });
  });

  test("is published where the state insists, with a warning", async () => {
    const { declare } = await shopWorld();
    const application = await declare({ template, force: true });
    expect(application).toMatchObject({ ok: true });
    expect(application.ok ? application.warnings : []).toContainEqual({
      code: expect.any(String),
      pointer: "/projects/0/template",
      message: expect.stringMatching(
        /^the template gives no claims for 1 of the 2 tried, such as `member-test-[^`]+`: /,
      ),
    });
  });
});
