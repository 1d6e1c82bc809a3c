import { describe, expect, test } from "vitest";
import { messageByKeySetFault } from "../../../src/tokens/index.ts";
import { publicKeys } from "../../support/public-keys.ts";
import { configurationChanged, configurationIn, shopWorld } from "../support/shop-world.ts";
import { organizationId, shop, shopId } from "../support/states.ts";

describe("a declared profile", () => {
  const before = shop.profiles[0];

  test("is the one with its name, and keeps what is not declared", async () => {
    const { backend, declare } = await shopWorld();
    const [old] = (await configurationIn(backend, shopId)).profiles;
    expect(await declare({ profiles: [{ name: "idp", leeway_seconds: 5 }] })).toMatchObject(configurationChanged);
    expect((await configurationIn(backend, shopId)).profiles).toEqual([{ ...old, leewaySeconds: 5 }]);
  });

  test("is the one with its id, and may be named anew", async () => {
    const { backend, declare } = await shopWorld();
    await declare({ profiles: [{ profile_id: before.profile_id, name: "other" }] });
    expect((await configurationIn(backend, shopId)).profiles.map(({ profileId, name }) => [profileId, name])).toEqual([
      [before.profile_id, "other"],
    ]);
  });

  test("is made if there is none, with an id of ours unless it has one", async () => {
    const { backend, declare } = await shopWorld();
    const { profile_id, ...rest } = before;
    await declare({
      profiles: [
        { ...rest, name: "two" },
        { ...rest, profile_id: "ttp-3", name: "three" },
      ],
    });
    expect((await configurationIn(backend, shopId)).profiles.map(({ profileId, name }) => [profileId, name])).toEqual([
      [profile_id, "idp"],
      [expect.stringMatching(/^trusted-auth-token-profile-test-[0-9a-f-]{36}$/), "two"],
      ["ttp-3", "three"],
    ]);
  });

  test("has what a new one has, where nothing is declared", async () => {
    const { backend, declare } = await shopWorld();
    const { issuer, audience } = before;
    await declare({ profiles: [{ name: "new", issuer, audience, pem_files: [publicKeys.p256] }] });
    expect((await configurationIn(backend, shopId)).profiles[1]).toMatchObject({
      pemFiles: [{ publicKey: publicKeys.p256 }],
      publicKeyType: "PEM",
      jwksUrl: null,
      attributeMapping: {},
      acceptedIssuers: [],
      acceptedAudiences: [],
      acceptedClients: [],
      conditions: [],
      tokenSchema: null,
      canJitProvision: false,
      singleUse: false,
      allowedOrganizations: null,
      algorithms: null,
      leewaySeconds: 60,
      maxLifetimeSeconds: 86_400,
      maxTokenCharacters: 16_384,
    });
  });

  test("has its keys in the order that is declared, and a key that stays keeps its id", async () => {
    const { backend, declare } = await shopWorld();
    const [first] = (await configurationIn(backend, shopId)).profiles[0]?.pemFiles ?? [];
    const pem_files = [publicKeys.p256, "./public_key.pem", publicKeys.p256];
    await declare({ profiles: [{ name: "idp", pem_files }] });
    expect((await configurationIn(backend, shopId)).profiles[0]?.pemFiles).toEqual([
      { pemFileId: expect.stringMatching(/^pem-file-test-/), publicKey: publicKeys.p256 },
      first,
    ]);
  });

  test("may have its keys published, and given again, and keeps those of one way only", async () => {
    const { backend, declare } = await shopWorld();
    const profileNow = async () => (await configurationIn(backend, shopId)).profiles[0];
    const jwks_url = "https://auth.example.com/jwks";
    await declare({ profiles: [{ name: "idp", public_key_type: "JWK", jwks_url, single_use: true }] });
    const published = { publicKeyType: "JWK", jwksUrl: jwks_url, pemFiles: [], singleUse: true };
    expect(await profileNow()).toMatchObject(published);
    await declare({ profiles: [{ name: "idp", public_key_type: "JWK" }] });
    expect(await profileNow()).toMatchObject(published);
    await declare({ profiles: [{ name: "idp", public_key_type: "PEM", pem_files: [publicKeys.p256] }] });
    const given = { publicKeyType: "PEM", jwksUrl: null, pemFiles: [{ publicKey: publicKeys.p256 }], singleUse: true };
    expect(await profileNow()).toMatchObject(given);
    await declare({ profiles: [{ name: "idp", single_use: false }] });
    expect(await profileNow()).toMatchObject({ ...given, singleUse: false });
  });

  test("may be told null where that means any", async () => {
    const { backend, declare } = await shopWorld();
    const narrow = { allowed_organizations: [organizationId], algorithms: ["RS256"], max_lifetime_seconds: 300 };
    await declare({ profiles: [{ name: "idp", ...narrow }] });
    expect((await configurationIn(backend, shopId)).profiles[0]).toMatchObject({
      allowedOrganizations: [organizationId],
      algorithms: ["RS256"],
      maxLifetimeSeconds: 300,
    });
    const wide = { allowed_organizations: null, algorithms: null, max_lifetime_seconds: null };
    await declare({ profiles: [{ name: "idp", ...wide }] });
    expect((await configurationIn(backend, shopId)).profiles[0]).toMatchObject({
      allowedOrganizations: null,
      algorithms: null,
      maxLifetimeSeconds: null,
    });
  });

  test("has what its attributes are mapped to in files, where whole templates are, and its conditions with a message", async () => {
    const { backend, declare } = await shopWorld();
    const template = '{ "dept": << token.department >> }';
    const mapping = { email: "./email", trusted_metadata: "./metadata.claims", session_custom_claims: template };
    const conditions = [{ expression: "token.a == 1" }, { expression: "token.b == 1", message: "not b" }];
    const profiles = [{ name: "idp", attribute_mapping: mapping, conditions, token_schema: true }];
    const files = { "./metadata.claims": template };
    expect(await declare({ profiles }, files)).toMatchObject(configurationChanged);
    expect((await configurationIn(backend, shopId)).profiles[0]).toMatchObject({
      attributeMapping: { email: "./email", trusted_metadata: template, session_custom_claims: template },
      conditions: [
        { expression: "token.a == 1", message: "" },
        { expression: "token.b == 1", message: "not b" },
      ],
      tokenSchema: true,
    });
    expect(await declare({ profiles }, files)).toMatchObject({ ok: true, changes: [] });
    expect(await declare({ profiles: [{ name: "idp", conditions: [], token_schema: null }] })).toMatchObject({
      ok: true,
    });
    expect((await configurationIn(backend, shopId)).profiles[0]).toMatchObject({ conditions: [], tokenSchema: null });
  });

  test("is refused with a file that is no template over the token, at its place in the file", async () => {
    const { declare } = await shopWorld();
    const profiles = [{ name: "idp", attribute_mapping: { trusted_metadata: "./metadata.claims" } }];
    const files = { "./metadata.claims": '{\n "name": << member.name >> }' };
    expect(await declare({ profiles }, files)).toEqual({
      ok: false,
      problems: [
        expect.objectContaining({
          code: "unknown-root",
          pointer: "/projects/0/profiles/0/attribute_mapping/trusted_metadata",
          file: "./metadata.claims",
          diagnostic: expect.objectContaining({ span: { start: 14, end: 20 } }),
        }),
      ],
    });
  });

  test("has EdDSA once among its algorithms, by whichever of its names it is declared", async () => {
    const { backend, declare } = await shopWorld();
    const algorithmsNow = async () => (await configurationIn(backend, shopId)).profiles[0]?.algorithms;
    await declare({ profiles: [{ name: "idp", algorithms: ["Ed25519", "RS256"] }] });
    expect(await algorithmsNow()).toEqual(["EdDSA", "RS256"]);
    expect(await declare({ profiles: [{ name: "idp", algorithms: ["EdDSA", "RS256", "Ed25519"] }] })).toMatchObject({
      changes: [],
    });
    expect(await algorithmsNow()).toEqual(["EdDSA", "RS256"]);
  });

  test.each<[string, object, object]>([
    ["that nothing finds", { issuer: "x" }, { code: "missing_field", pointer: "" }],
    [
      "with keys from a URL that is not told",
      { name: "idp", public_key_type: "JWK" },
      { code: "must_have_jwks_url_for_trusted_token_profile_with_type_jwk", pointer: "/jwks_url" },
    ],
    [
      "with keys from a URL that is none",
      { name: "idp", public_key_type: "JWK", jwks_url: "http://auth.example.com/jwks" },
      { code: "invalid_jwks_url", pointer: "/jwks_url" },
    ],
    [
      "with keys from an address that the server may not ask",
      { name: "idp", public_key_type: "JWK", jwks_url: "https://0x7f.1/jwks" },
      { code: "invalid_jwks_url", pointer: "/jwks_url", message: messageByKeySetFault.key_set_address_not_allowed },
    ],
    [
      "with keys from a URL and a key of its own",
      { name: "idp", public_key_type: "JWK", jwks_url: "https://auth.example.com/", pem_files: ["./public_key.pem"] },
      { code: "cannot_add_pem_file_to_non_pem_trusted_token_profile", pointer: "/pem_files" },
    ],
    [
      "with a key of its own and a URL",
      { name: "idp", jwks_url: "https://10.0.0.1/" },
      { code: "invalid_jwks_url", pointer: "/jwks_url", message: expect.stringContaining("`JWK`") },
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
      "with an attribute that there is not",
      { name: "idp", attribute_mapping: { organisation_id: "org" } },
      {
        code: "unknown_attribute",
        pointer: "/attribute_mapping/organisation_id",
        help: "did you mean `organization_id`?",
      },
    ],
    [
      "with an expression that does not compile",
      { name: "idp", attribute_mapping: { email: "<< tokn.email >>" } },
      { code: "unknown-root", pointer: "/attribute_mapping/email", diagnostic: { span: { start: 3, end: 7 } } },
    ],
    [
      "with a file that is not there",
      { name: "idp", attribute_mapping: { session_custom_claims: "./nothing.claims" } },
      { code: "unreadable_file", pointer: "/attribute_mapping/session_custom_claims" },
    ],
    [
      "with a condition that cannot be true",
      { name: "idp", conditions: [{ expression: "true" }, { expression: "false" }] },
      { code: "wrong-result", pointer: "/conditions/1/expression" },
    ],
    [
      "with a schema of tokens that is none",
      { name: "idp", token_schema: { type: "strin" } },
      { code: "invalid-schema", pointer: "/token_schema" },
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
    const { declare } = await shopWorld();
    const pointer = `/projects/0/profiles/1${"pointer" in problem ? problem.pointer : ""}`;
    // The problem is at the place in the file, not at that in the configuration.
    const profiles = [{ ...before, profile_id: "ttp-0", name: "zero" }, profile];
    expect(await declare({ profiles })).toMatchObject({ ok: false, problems: [{ ...problem, pointer }] });
  });

  test("is refused for what a new one needs", async () => {
    const { declare } = await shopWorld();
    const application = await declare({ profiles: [{ profile_id: "ttp-2" }] });
    expect(application.ok ? [] : application.problems.map(({ pointer }) => pointer)).toEqual([
      "/projects/0/profiles/0/name",
      "/projects/0/profiles/0/issuer",
      "/projects/0/profiles/0/audience",
      "/projects/0/profiles/0/pem_files",
    ]);
  });

  test("is refused when it is declared twice", async () => {
    const { declare } = await shopWorld();
    expect(await declare({ profiles: [{ name: "idp" }, { name: "idp" }] })).toMatchObject({
      problems: [{ code: "repeated", pointer: "/projects/0/profiles/1/name" }],
    });
  });

  test("is refused when it is declared twice, by its id and by its name", async () => {
    const { declare } = await shopWorld();
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
    const { declare } = await shopWorld();
    const profiles = Array.from({ length: 100 }, (_, n) => ({ ...before, profile_id: `ttp-${n}`, name: `n${n}` }));
    expect(await declare({ profiles })).toMatchObject({
      problems: [{ code: "too_many_trusted_token_profiles_for_project", pointer: "/projects/0" }],
    });
  });
});
