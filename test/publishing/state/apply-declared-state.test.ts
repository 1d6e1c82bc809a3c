import { describe, expect, test } from "vitest";
import { findOrganization, subjectByEmail, subjectByExternalId } from "../../../src/directory/index.ts";
import { ActiveConfigurations, openProject, readProject } from "../../../src/projects/index.ts";
import { startOf2026 } from "../../support/backend.ts";
import { publicKeys } from "../../support/public-keys.ts";
import { recordedStore } from "../../support/recorded-store.ts";
import { apply } from "../support/apply.ts";
import { dump } from "../support/dump.ts";
import { applied, contextIn } from "../support/shop-world.ts";
import {
  app,
  appId,
  changed,
  organizationId,
  shop,
  shopId,
  shopSecret,
  stateFiles,
  stateOf,
} from "../support/states.ts";
import { newBackend } from "../support/world.ts";

const both = stateOf(shop, app);

describe("applying a state to an empty store", () => {
  test("makes the project, its configuration, its records and its secret, in this order", async () => {
    const { backend } = await newBackend();
    const application = await apply(backend, both);
    const changes = application.ok ? application.changes : [];
    expect(changes.map(({ what, isNew, projectId, pointer }) => ({ what, isNew, projectId, pointer }))).toEqual([
      { what: "project", isNew: true, projectId: shopId, pointer: "/projects/0" },
      { what: "configuration", isNew: true, projectId: shopId, pointer: "/projects/0" },
      { what: "profile", isNew: true, projectId: shopId, pointer: "/projects/0/profiles/0" },
      { what: "organization", isNew: true, projectId: shopId, pointer: "/projects/0/organizations/0" },
      { what: "member", isNew: true, projectId: shopId, pointer: "/projects/0/organizations/0/members/0" },
      { what: "member", isNew: true, projectId: shopId, pointer: "/projects/0/organizations/0/members/1" },
      { what: "secret", isNew: true, projectId: shopId, pointer: "/projects/0" },
      { what: "project", isNew: true, projectId: appId, pointer: "/projects/1" },
      { what: "configuration", isNew: true, projectId: appId, pointer: "/projects/1" },
      { what: "user", isNew: true, projectId: appId, pointer: "/projects/1/users/0" },
      { what: "user", isNew: true, projectId: appId, pointer: "/projects/1/users/1" },
      { what: "secret", isNew: true, projectId: appId, pointer: "/projects/1" },
    ]);
  });

  test("gives a project that its secret opens, with the configuration as it is declared", async () => {
    const backend = await applied(both);
    const { project, active } = await openProject(backend, new ActiveConfigurations(), {
      projectId: shopId,
      secret: shopSecret,
    });
    expect(project).toMatchObject({ projectSlug: "shop", environmentSlug: "test", vertical: "b2b" });
    expect(active.configuration).toEqual({
      template: stateFiles["./session.claims"],
      customAudience: "https://api.example.com",
      m2mTemplate: "{}",
      m2mCustomAudience: "",
      schemas: { "member.trusted_metadata": JSON.parse(stateFiles["./schemas/member.json"] ?? "") },
      policy: {
        roles: [
          { role_id: "editor", permissions: [{ resource_id: "documents", actions: ["*"] }] },
          { role_id: "viewer", permissions: [] },
        ],
        resources: [{ resource_id: "documents", actions: ["read", "write"] }],
        scopes: [],
      },
      profiles: [
        {
          profileId: "trusted-auth-token-profile-test-1",
          name: "idp",
          issuer: "https://auth.example.com",
          audience: "https://api.example.com",
          publicKeyType: "PEM",
          pemFiles: [{ pemFileId: expect.stringMatching(/^pem-file-test-/), publicKey: publicKeys.rsa }],
          jwksUrl: null,
          attributeMapping: { email: "email", token_id: "jti", external_member_id: "sub", organization_id: "org" },
          acceptedIssuers: [],
          acceptedAudiences: [],
          acceptedClients: [],
          conditions: [],
          tokenSchema: null,
          linkByEmail: "asserted",
          canJitProvision: true,
          singleUse: false,
          allowedOrganizations: null,
          algorithms: null,
          leewaySeconds: 60,
          maxLifetimeSeconds: 86_400,
          maxTokenCharacters: 16_384,
        },
      ],
      settings: {
        issuer: "stytch",
        signingAlgorithm: "ES256",
        namespace: "https://stytch.com/",
        attestRequiresDuration: false,
        maxSessionLifetimeMinutes: 1440,
      },
    });
  });

  test("gives the organizations and members that are declared", async () => {
    const context = await contextIn(await applied(both), shopId);
    const organization = await findOrganization(context, "acme-1");
    expect(organization).toMatchObject({
      id: organizationId,
      name: "Acme",
      slug: "acme",
      externalId: "acme-1",
      trustedMetadata: '{"plan":"pro"}',
      implicitRoles: [{ domain: "example.com", roleId: "viewer" }],
    });
    expect(JSON.parse(organization.otherFields)).toMatchObject({ mfa_policy: "REQUIRED_FOR_ALL" });
    expect(await subjectByExternalId(context, organizationId, "u1")).toMatchObject({
      emailAddress: "ada@example.com",
      name: "Ada",
      roles: ["editor"],
      status: "active",
      trustedMetadata: '{"team":"engine"}',
      untrustedMetadata: '{"theme":"dark"}',
    });
    expect(await subjectByEmail(context, organizationId, "bob@example.com")).toMatchObject({ status: "pending" });
  });

  test("gives the users of a consumer project, and slugs where none are declared", async () => {
    const backend = await applied(both);
    const context = await contextIn(backend, appId);
    expect(context.project).toMatchObject({ projectSlug: appId, environmentSlug: "test", vertical: "consumer" });
    expect(await subjectByEmail(context, "", "eve@example.com")).toMatchObject({
      nameParts: { firstName: "Eve", middleName: "", lastName: "" },
      externalId: "e1",
    });
    expect(await subjectByExternalId(context, "", "e2")).toMatchObject({
      phoneNumber: "+15005550006",
      emailAddress: null,
    });
  });

  test("prints the secret that it makes where none is declared, and no other", async () => {
    const { backend } = await newBackend();
    const printed: { readonly projectId: string; readonly secret: string }[] = [];
    await apply(backend, both, { printed });
    expect(printed).toEqual([
      { projectId: appId, vertical: "consumer", secret: expect.stringMatching(/^secret-test-/) },
    ]);
    for (const credentials of printed) {
      const context = await openProject(backend, new ActiveConfigurations(), credentials);
      expect(context.project.id).toBe(appId);
    }
  });

  test("makes a project that nothing else is said of", async () => {
    const backend = await applied(stateOf({ project_id: "project-live-1", vertical: "b2b" }));
    const context = await contextIn(backend, "project-live-1");
    expect(context.project).toMatchObject({ environment: "live", environmentSlug: "live" });
    expect(context.active.revision).toBe(0);
  });

  test("does nothing for a state without projects", async () => {
    const { backend } = await newBackend();
    expect(await apply(backend, { projects: [] })).toEqual({ ok: true, changes: [], warnings: [] });
  });

  test("tells what is worth knowing of the template, with its file", async () => {
    const { backend } = await newBackend();
    const application = await apply(backend, stateOf(shop));
    expect(application).toMatchObject({
      warnings: [{ code: "output-size-unknown", pointer: "/projects/0/template", file: "./session.claims" }],
    });
  });
});

describe("applying a state again", () => {
  test("writes nothing and prints nothing", async () => {
    const backend = await applied(both);
    const { store, writes } = recordedStore(backend.store);
    const printed: object[] = [];
    const application = await apply({ ...backend, store }, both, { printed });
    expect(application).toMatchObject({ ok: true, changes: [] });
    expect(writes).toEqual([]);
    expect(printed).toEqual([]);
  });

  test.each([
    ["a project that nothing is said of", { project_id: shopId }],
    ["an empty configuration", { project_id: shopId, settings: {}, schemas: {}, profiles: [], organizations: [] }],
    ["an organization that nothing is said of", { project_id: shopId, organizations: [{ organization_slug: "acme" }] }],
    [
      "a member and a profile that nothing is said of",
      {
        project_id: shopId,
        profiles: [{ name: "idp" }],
        organizations: [{ organization_slug: "acme", members: [{ email_address: "ADA@example.com" }] }],
      },
    ],
  ])("leaves alone what it does not name: %s", async (_, project) => {
    const backend = await applied(both);
    const before = await dump(backend, [shopId, appId]);
    const { store, writes } = recordedStore(backend.store);
    expect(await apply({ ...backend, store }, stateOf(project))).toMatchObject({ ok: true, changes: [] });
    expect(writes).toEqual([]);
    expect(await dump(backend, [shopId, appId])).toEqual(before);
  });

  test("writes what is declared otherwise, and nothing else", async () => {
    const { backend, advance } = await newBackend();
    await apply(backend, both);
    advance(1000);
    const { store, writes } = recordedStore(backend.store);
    const state = changed(both, "/projects/0/organizations/0/members/0/name", "Ada L.");
    const application = await apply({ ...backend, store }, state);
    expect(application).toMatchObject({ ok: true, changes: [{ what: "member", isNew: false }] });
    expect(writes).toEqual([{ scope: shopId, collection: "subjects", operation: "replace" }]);
    const ada = await subjectByExternalId(await contextIn(backend, shopId), organizationId, "u1");
    expect(ada).toMatchObject({ name: "Ada L.", roles: ["editor"], updatedAt: startOf2026 + 1000 });
  });

  test("merges metadata, where null deletes a key", async () => {
    const metadata = { plan: null, region: "eu" };
    const backend = await applied(both, changed(both, "/projects/0/organizations/0/trusted_metadata", metadata));
    const organization = await findOrganization(await contextIn(backend, shopId), "acme");
    expect(organization.trustedMetadata).toBe('{"region":"eu"}');
  });

  test("changes slugs, and not to those of another project", async () => {
    const backend = await applied(both, changed(both, "/projects/1/project_slug", "app"));
    expect(await readProject(backend, appId)).toMatchObject({ projectSlug: "app", environmentSlug: "test" });
    const state = stateOf({ project_id: appId, project_slug: "shop" });
    expect(await apply(backend, state)).toEqual({
      ok: false,
      problems: [
        {
          code: "project_slug_already_used",
          pointer: "/projects/0/project_slug",
          message: `the project \`${shopId}\` has these slugs`,
        },
      ],
    });
  });
});
