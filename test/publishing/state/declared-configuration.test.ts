import { describe, expect, test } from "vitest";
import { findOrganization, subjectByEmail } from "../../../src/directory/index.ts";
import { type Backend, type Configuration, readConfiguration, readProject } from "../../../src/projects/index.ts";
import { applyDeclaredState } from "../../../src/publishing/index.ts";
import { publicKeys } from "../../support/public-keys.ts";
import { recordedStore } from "../../support/recorded-store.ts";
import { apply } from "../support/apply.ts";
import { app, appId, organizationId, shop, shopId, stateOf } from "../support/states.ts";
import { contextOf, newBackend } from "../support/world.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A store with the B2B project, and what applying a change of it comes to. */
async function world() {
  const { backend } = await newBackend();
  expect(await apply(backend, stateOf(shop))).toMatchObject({ ok: true });
  return {
    backend,
    declare: (project: object, files: Files = {}) =>
      apply(backend, stateOf({ project_id: shopId, ...project }), { files }),
  };
}

async function configurationIn(backend: Backend): Promise<Configuration> {
  return (await readConfiguration(backend.store.scope(shopId))).configuration;
}

const configurationChanged = { ok: true, changes: [{ what: "configuration", isNew: false }] };

describe("a declared template", () => {
  test("may be the text itself", async () => {
    const { backend, declare } = await world();
    expect(await declare({ template: '{ "a": 1 }' })).toMatchObject(configurationChanged);
    expect((await configurationIn(backend)).template).toBe('{ "a": 1 }');
  });

  test("is kept to the byte, byte order mark and all", async () => {
    const { backend, declare } = await world();
    const text = '\ufeff{ "a":\r\n 1 }\n';
    expect(await declare({ template: "./other.claims" }, { "./other.claims": text })).toMatchObject({ ok: true });
    expect((await configurationIn(backend)).template).toBe(text);
  });

  test("is read anew each time, so that a change of the file is one", async () => {
    const { backend } = await world();
    const files = { "./session.claims": '{ "a": 2 }' };
    expect(await apply(backend, stateOf(shop), { files })).toMatchObject(configurationChanged);
    expect((await configurationIn(backend)).template).toBe('{ "a": 2 }');
  });

  test("with an error is refused, with its diagnostics and its file", async () => {
    const { backend, declare } = await world();
    const { store, writes } = recordedStore(backend.store);
    const files = { "./session.claims": '{ "a": << member.nam >>, "b": << nobody >> }' };
    const application = await apply({ ...backend, store }, stateOf(shop), { files });
    expect(application).toMatchObject({
      ok: false,
      problems: [
        {
          code: "unknown-property",
          pointer: "/projects/0/template",
          file: "./session.claims",
          help: "did you mean `name`?",
          diagnostic: { span: { start: 17, end: 20 } },
        },
        { code: "unknown-root", pointer: "/projects/0/template", file: "./session.claims" },
      ],
    });
    expect(writes).toEqual([]);
    const [problem] = await declare({ template: "{" }).then((result) => (result.ok ? [] : result.problems));
    expect(problem).not.toHaveProperty("file");
  });
});

describe("a file of a state", () => {
  test.each<[string, string, Uint8Array, object]>([
    [
      "that is not there",
      "./missing",
      Buffer.from(""),
      { code: "unreadable_file", message: "the file cannot be read: ENOENT" },
    ],
    [
      "above the state",
      "./../x",
      Buffer.from("{}"),
      { code: "path_outside", message: "a path cannot lead out of the folder of the state" },
    ],
    ["above the state, in Windows' spelling", "./a\\..\\..\\x", Buffer.from("{}"), { code: "path_outside" }],
    [
      "that is not UTF-8",
      "./bytes",
      Buffer.from([0x7b, 0xff, 0x7d]),
      { code: "not_utf8", message: "the file is not valid UTF-8" },
    ],
  ])("%s is named", async (_, path, bytes, problem) => {
    const { declare } = await world();
    const files = path === "./missing" ? {} : { [path]: bytes };
    const declared = {
      template: path,
      schemas: { "member.trusted_metadata": path },
      profiles: [{ name: "idp", pem_files: ["./public_key.pem", path] }],
    };
    expect(await declare(declared, files)).toMatchObject({
      ok: false,
      problems: [
        { ...problem, pointer: "/projects/0/template", file: path },
        { ...problem, pointer: "/projects/0/schemas/member.trusted_metadata", file: path },
        { ...problem, pointer: "/projects/0/profiles/0/pem_files/1", file: path },
      ],
    });
  });

  test("may lie in a folder beside the state, and its name may have dots", async () => {
    const { declare } = await world();
    expect(await declare({ template: "./a/..b/c..claims" }, { "./a/..b/c..claims": '{ "a": 1 }' })).toMatchObject({
      ok: true,
    });
  });

  test("is named without a reason when there is none", async () => {
    const { backend } = await world();
    const state = stateOf({ project_id: shopId, template: "./x" });
    const application = await applyDeclaredState(backend, state, {
      readFile: () => Promise.reject("no"),
      printSecret: () => {},
    });
    expect(application).toMatchObject({ problems: [{ message: "the file cannot be read" }] });
  });

  test("is not looked for in metadata", async () => {
    const { backend, declare } = await world();
    await declare({ organizations: [{ organization_slug: "acme", trusted_metadata: { plan: "./x" } }] });
    const context = await contextOf(backend, await shopIn(backend));
    expect((await findOrganization(context, "acme")).trustedMetadata).toBe('{"plan":"./x"}');
  });
});

describe("declared schemas", () => {
  const schema = { type: "object", properties: { team: { type: "string", maxLength: 9 } } };

  test("stand beside those before, in the place of the one for the same path", async () => {
    const { backend, declare } = await world();
    await declare({ schemas: { "organization.trusted_metadata": { properties: { plan: { type: "string" } } } } });
    expect(Object.keys((await configurationIn(backend)).schemas)).toEqual([
      "member.trusted_metadata",
      "organization.trusted_metadata",
    ]);
    await declare({ schemas: { "member.trusted_metadata": schema } });
    expect((await configurationIn(backend)).schemas["member.trusted_metadata"]).toEqual(schema);
  });

  test("are taken away with null", async () => {
    const { backend, declare } = await world();
    await declare({ schemas: { "member.trusted_metadata": null } });
    expect((await configurationIn(backend)).schemas).toEqual({});
  });

  test("may begin with a byte order mark", async () => {
    const { backend, declare } = await world();
    const files = { "./schema.json": `\ufeff${JSON.stringify(schema)}` };
    await declare({ schemas: { "member.trusted_metadata": "./schema.json" } }, files);
    expect((await configurationIn(backend)).schemas).toEqual({ "member.trusted_metadata": schema });
  });

  test.each<[string, unknown, object]>([
    [
      "a text that is no path",
      "schema.json",
      { code: "not_a_path", message: "this must be a schema, or a path that begins with `./`" },
    ],
    [
      "a file that is not JSON",
      "./session.claims",
      { code: "not_json", message: "the file is not valid JSON", file: "./session.claims" },
    ],
  ])("are refused: %s", async (_, value, problem) => {
    const { declare } = await world();
    expect(await declare({ schemas: { "member.trusted_metadata": value } })).toMatchObject({
      ok: false,
      problems: [{ pointer: "/projects/0/schemas/member.trusted_metadata", ...problem }],
    });
  });

  test("are refused for a path that takes none, `__proto__` too", async () => {
    const { declare } = await world();
    const schemas = JSON.parse('{ "__proto__": {}, "user.trusted_metadata": {} }');
    expect(await declare({ schemas })).toMatchObject({
      ok: false,
      problems: [
        {
          code: "unknown-schema-path",
          pointer: "/projects/0/schemas",
          message: expect.stringContaining("`__proto__`"),
        },
        { code: "unknown-schema-path", message: expect.stringContaining("`user.trusted_metadata`") },
      ],
    });
  });
});

describe("a declared profile", () => {
  const before = shop.profiles[0];

  test("is the one with its name, and keeps what is not declared", async () => {
    const { backend, declare } = await world();
    const [old] = (await configurationIn(backend)).profiles;
    expect(await declare({ profiles: [{ name: "idp", leeway_seconds: 5 }] })).toMatchObject(configurationChanged);
    expect((await configurationIn(backend)).profiles).toEqual([{ ...old, leewaySeconds: 5 }]);
  });

  test("is the one with its id, and may be named anew", async () => {
    const { backend, declare } = await world();
    await declare({ profiles: [{ profile_id: before.profile_id, name: "other" }] });
    expect((await configurationIn(backend)).profiles.map(({ profileId, name }) => [profileId, name])).toEqual([
      [before.profile_id, "other"],
    ]);
  });

  test("is made if there is none, with an id of ours unless it has one", async () => {
    const { backend, declare } = await world();
    const { profile_id, ...rest } = before;
    await declare({
      profiles: [
        { ...rest, name: "two" },
        { ...rest, profile_id: "ttp-3", name: "three" },
      ],
    });
    expect((await configurationIn(backend)).profiles.map(({ profileId, name }) => [profileId, name])).toEqual([
      [profile_id, "idp"],
      [expect.stringMatching(/^trusted-auth-token-profile-test-[0-9a-f-]{36}$/), "two"],
      ["ttp-3", "three"],
    ]);
  });

  test("has what a new one has, where nothing is declared", async () => {
    const { backend, declare } = await world();
    const { issuer, audience } = before;
    await declare({ profiles: [{ name: "new", issuer, audience, pem_files: [publicKeys.p256] }] });
    expect((await configurationIn(backend)).profiles[1]).toMatchObject({
      pemFiles: [{ publicKey: publicKeys.p256 }],
      attributeMapping: {},
      canJitProvision: false,
      allowedOrganizations: null,
      algorithms: null,
      leewaySeconds: 60,
      maxLifetimeSeconds: 86_400,
    });
  });

  test("has its keys in the order that is declared, and a key that stays keeps its id", async () => {
    const { backend, declare } = await world();
    const [first] = (await configurationIn(backend)).profiles[0]?.pemFiles ?? [];
    const pem_files = [publicKeys.p256, "./public_key.pem", publicKeys.p256];
    await declare({ profiles: [{ name: "idp", pem_files }] });
    expect((await configurationIn(backend)).profiles[0]?.pemFiles).toEqual([
      { pemFileId: expect.stringMatching(/^pem-file-test-/), publicKey: publicKeys.p256 },
      first,
    ]);
  });

  test("may be told null where that means any", async () => {
    const { backend, declare } = await world();
    const narrow = { allowed_organizations: [organizationId], algorithms: ["RS256"], max_lifetime_seconds: 300 };
    await declare({ profiles: [{ name: "idp", ...narrow }] });
    expect((await configurationIn(backend)).profiles[0]).toMatchObject({
      allowedOrganizations: [organizationId],
      algorithms: ["RS256"],
      maxLifetimeSeconds: 300,
    });
    const wide = { allowed_organizations: null, algorithms: null, max_lifetime_seconds: null };
    await declare({ profiles: [{ name: "idp", ...wide }] });
    expect((await configurationIn(backend)).profiles[0]).toMatchObject({
      allowedOrganizations: null,
      algorithms: null,
      maxLifetimeSeconds: null,
    });
  });

  test.each<[string, object, object]>([
    ["that nothing finds", { issuer: "x" }, { code: "missing_field", pointer: "" }],
    [
      "with keys from a URL",
      { name: "idp", public_key_type: "JWK" },
      {
        code: "not_supported",
        pointer: "/public_key_type",
        message: "profiles with keys from a JWKS URL are not supported yet",
      },
    ],
    [
      "whose tokens can be used once",
      { name: "idp", single_use: true },
      { code: "not_supported", pointer: "/single_use" },
    ],
    [
      "with a leeway that is too great",
      { name: "idp", leeway_seconds: 1e300 },
      { code: "invalid_leeway_seconds", pointer: "/leeway_seconds" },
    ],
    [
      "with no key",
      { name: "idp", pem_files: [] },
      { code: "must_have_pem_files_for_trusted_token_profile_with_type_pem", pointer: "/pem_files" },
    ],
    [
      "with a file that is no key",
      { name: "idp", pem_files: ["./public_key.pem", "./session.claims"] },
      { code: "invalid_public_key", pointer: "/pem_files/1", file: "./session.claims" },
    ],
    [
      "with the external id of the other vertical",
      { name: "idp", attribute_mapping: { external_user_id: "sub" } },
      { code: "trusted_token_profile_incorrect_external_id_mapping", pointer: "/attribute_mapping" },
    ],
    [
      "with the name of another",
      { ...before, profile_id: "ttp-2" },
      { code: "duplicate_profile_name", pointer: "/name" },
    ],
  ])("is refused %s", async (_, profile, problem) => {
    const { declare } = await world();
    const pointer = `/projects/0/profiles/1${"pointer" in problem ? problem.pointer : ""}`;
    // The problem is at the place in the file, not at that in the configuration.
    const profiles = [{ ...before, profile_id: "ttp-0", name: "zero" }, profile];
    expect(await declare({ profiles })).toMatchObject({ ok: false, problems: [{ ...problem, pointer }] });
  });

  test("is refused for what a new one needs", async () => {
    const { declare } = await world();
    const application = await declare({ profiles: [{ profile_id: "ttp-2" }] });
    expect(application.ok ? [] : application.problems.map(({ pointer }) => pointer)).toEqual([
      "/projects/0/profiles/0/name",
      "/projects/0/profiles/0/issuer",
      "/projects/0/profiles/0/audience",
      "/projects/0/profiles/0/pem_files",
    ]);
  });

  test("is refused when it is declared twice", async () => {
    const { declare } = await world();
    expect(await declare({ profiles: [{ name: "idp" }, { name: "idp" }] })).toMatchObject({
      problems: [{ code: "repeated", pointer: "/projects/0/profiles/1/name" }],
    });
  });

  test("is refused when it is declared twice, by its id and by its name", async () => {
    const { declare } = await world();
    const profiles = [
      { name: "idp", leeway_seconds: 1 },
      { profile_id: before.profile_id, leeway_seconds: 2 },
    ];
    expect(await declare({ profiles })).toEqual({
      ok: false,
      problems: [
        {
          code: "repeated",
          pointer: "/projects/0/profiles/1",
          message: "the state declares this profile twice",
        },
      ],
    });
  });

  test("that the file does not name is told of at the project", async () => {
    const { declare } = await world();
    const profiles = Array.from({ length: 100 }, (_, n) => ({ ...before, profile_id: `ttp-${n}`, name: `n${n}` }));
    expect(await declare({ profiles })).toMatchObject({
      problems: [{ code: "too_many_trusted_token_profiles_for_project", pointer: "/projects/0" }],
    });
  });
});

describe("a declared policy", () => {
  const viewer = { roles: [{ role_id: "viewer" }] };
  const editorTemplate = { template: '{ "roles": << member.rbac.roles >> }' };

  test("takes the place of the one before", async () => {
    const { backend, declare } = await world();
    const policy = { roles: [...shop.policy.roles, { role_id: "owner", description: "Owns it" }] };
    expect(await declare({ policy: { ...policy, resources: shop.policy.resources } })).toMatchObject({ ok: true });
    expect((await configurationIn(backend)).policy.roles.map(({ role_id }) => role_id)).toEqual([
      "editor",
      "viewer",
      "owner",
    ]);
  });

  test("is refused for what is wrong with it, at its place", async () => {
    const { declare } = await world();
    const roles = [...shop.policy.roles, { role_id: "x", permissions: [{ resource_id: "papers", actions: [] }] }];
    expect(await declare({ policy: { ...shop.policy, roles } })).toMatchObject({
      problems: [
        { code: "invalid_permission_resource", pointer: "/projects/0/policy/roles/2/permissions/0/resource_id" },
        {},
      ],
    });
  });

  test("is refused when a member would lose a role", async () => {
    const { declare } = await world();
    expect(await declare({ policy: viewer, ...editorTemplate })).toMatchObject({
      ok: false,
      problems: [{ code: "rbac_role_assigned", pointer: "/projects/0/policy/roles" }],
    });
  });

  test("may take away a role that the same state takes from all who have it", async () => {
    const { backend, declare } = await world();
    const members = [{ external_id: "u1", roles: ["viewer"] }];
    const organizations = [{ organization_slug: "acme", members }];
    const state = { policy: viewer, organizations, ...editorTemplate };
    expect(await declare(state)).toMatchObject({
      ok: true,
      changes: [{ what: "configuration" }, { what: "member" }],
    });
    const context = await contextOf(backend, await shopIn(backend));
    expect(await subjectByEmail(context, organizationId, "ada@example.com")).toMatchObject({ roles: ["viewer"] });
    expect(await declare(state)).toMatchObject({ ok: true, changes: [] });
  });

  test("may take away a role that the same state no longer gives to a domain", async () => {
    const { declare } = await world();
    const policy = { roles: [shop.policy.roles[0]], resources: shop.policy.resources };
    expect(await declare({ policy })).toMatchObject({ ok: false, problems: [{ code: "rbac_role_assigned" }] });
    const organizations = [{ organization_slug: "acme", rbac_email_implicit_role_assignments: [] }];
    expect(await declare({ policy, organizations })).toMatchObject({ ok: true });
  });

  test("counts for the roles of the same state", async () => {
    const { declare } = await world();
    const policy = { roles: [...shop.policy.roles, { role_id: "owner" }], resources: shop.policy.resources };
    const members = [{ external_id: "u1", roles: ["owner"] }];
    expect(await declare({ policy, organizations: [{ organization_slug: "acme", members }] })).toMatchObject({
      ok: true,
    });
  });
});

describe("declared settings", () => {
  test("change what they name", async () => {
    const { backend, declare } = await world();
    const settings = {
      issuer: "url",
      namespace: "https://claims.example.com/",
      attest_requires_duration: true,
      max_session_lifetime_minutes: null,
    };
    expect(await declare({ settings })).toMatchObject(configurationChanged);
    expect((await configurationIn(backend)).settings).toEqual({
      issuer: "url",
      signingAlgorithm: "ES256",
      namespace: "https://claims.example.com/",
      attestRequiresDuration: true,
      maxSessionLifetimeMinutes: null,
    });
  });

  test("are refused at their place", async () => {
    const { declare } = await world();
    expect(await declare({ settings: { namespace: "" } })).toMatchObject({
      problems: [{ code: "invalid_namespace", pointer: "/projects/0/settings/namespace" }],
    });
  });
});

describe("a state with a mistake", () => {
  test("changes nothing in any project, and is told of in all of them", async () => {
    const { backend } = await newBackend();
    const { store, writes } = recordedStore(backend.store);
    const state = stateOf(
      { ...shop, template: '{ "a": << member.nam >> }', settings: { namespace: "" } },
      { ...app, users: [{ email: "no address" }] },
      { project_id: "project-test-3" },
    );
    const application = await apply({ ...backend, store }, state);
    expect(application.ok ? [] : application.problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "unknown-property /projects/0/template",
      "invalid_namespace /projects/0/settings/namespace",
      "invalid_email /projects/1/users/0/email",
      "missing_field /projects/2",
    ]);
    expect(writes).toEqual([]);
  });

  test("is refused for another vertical than the project has", async () => {
    const { declare } = await world();
    expect(await declare({ vertical: "consumer" })).toMatchObject({
      problems: [
        {
          code: "other_vertical",
          pointer: "/projects/0/vertical",
          message: "the project is of the vertical `b2b`, which never changes",
        },
      ],
    });
  });

  test("is refused for a project that it has twice, and for slugs that it has twice", async () => {
    const { backend } = await newBackend();
    const twice = stateOf({ project_id: appId, vertical: "b2b" }, { project_id: appId, vertical: "b2b" });
    expect(await apply(backend, twice)).toMatchObject({
      problems: [{ code: "repeated", pointer: "/projects/1/project_id" }, { pointer: "/projects/1/project_slug" }],
    });
    const slugs = { vertical: "b2b", project_slug: "a" };
    expect(
      await apply(backend, stateOf({ project_id: appId, ...slugs }, { project_id: shopId, ...slugs })),
    ).toMatchObject({
      problems: [{ code: "repeated", pointer: "/projects/1/project_slug" }],
    });
  });
});

describe("a template that is new to members", () => {
  test("is tried on them, and what fails is a warning", async () => {
    const { declare } = await world();
    const application = await declare({ template: '{ "team": << required(member.trusted_metadata.team) >> }' });
    expect(application).toMatchObject({ ok: true });
    expect(application.ok ? application.warnings : []).toContainEqual({
      code: expect.any(String),
      pointer: "/projects/0/template",
      message: expect.stringMatching(
        /^the template gives no claims for 1 of the 2 last, such as `member-test-[^`]+`: /,
      ),
    });
  });
});

async function shopIn(backend: Backend) {
  const project = await readProject(backend, shopId);
  if (project === undefined) throw new Error("there is no such project");
  return project;
}
