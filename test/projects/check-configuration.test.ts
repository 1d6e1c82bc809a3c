import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/language/json.ts";
import {
  type Configuration,
  type ConfigurationProblem,
  checkConfiguration,
  configurationDigest,
  configurationOf,
  configurationText,
  emptyConfiguration,
  type ProjectSettings,
  prepareConfiguration,
  type TrustedTokenProfile,
  verticals,
} from "../../src/projects/index.ts";
import { publicKeys } from "../support/public-keys.ts";

const profile: TrustedTokenProfile = {
  profileId: "trusted-auth-token-profile-test-1",
  name: "idp",
  issuer: "https://auth.example.com",
  audience: "https://api.example.com",
  publicKeyType: "PEM",
  pemFiles: [{ pemFileId: "pem-file-test-1", publicKey: publicKeys.rsa }],
  jwksUrl: null,
  attributeMapping: { email: "email", token_id: "jti", external_member_id: "sub" },
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
};

const good: Configuration = {
  template: '{ "plan": << organization.trusted_metadata.plan >>, "roles": << member.rbac.roles >> }',
  customAudience: "https://api.example.com",
  m2mTemplate: '{ "tier": << client.trusted_metadata.tier >> }',
  m2mCustomAudience: "",
  schemas: { "organization.trusted_metadata": { properties: { plan: { type: "string", maxLength: 20 } } } },
  policy: {
    roles: [{ role_id: "editor", permissions: [{ resource_id: "documents", actions: ["*"] }] }],
    resources: [{ resource_id: "documents", actions: ["read"] }],
    scopes: [],
  },
  profiles: [profile],
  settings: { ...emptyConfiguration.settings, namespace: "https://claims.example.com/", maxSessionLifetimeMinutes: 60 },
};

function check(changes: Partial<Configuration>): readonly Pick<ConfigurationProblem, "code" | "pointer">[] {
  return checkConfiguration({ ...good, ...changes }, verticals.b2b).map(({ code, pointer }) => ({ code, pointer }));
}

/** An issuer of many tenants, each of which speaks for its own people. */
const tenants = {
  issuer: "https://login.example.com/<< token.tid >>/v2.0",
  linkByEmail: "verified" as const,
  attributeMapping: { email: "email", token_id: "jti", external_member_id: "<< token.tid >>|<< token.oid >>" },
};

function checkProfile(changes: Partial<TrustedTokenProfile>) {
  return check({ profiles: [{ ...profile, ...changes }] });
}

function checkSettings(changes: Partial<ProjectSettings>) {
  return check({ settings: { ...good.settings, ...changes } });
}

describe("a configuration that may be saved", () => {
  test("is a good one", () => {
    expect(check({})).toEqual([]);
  });

  test.each(Object.values(verticals))("is the empty one, for $id", (vertical) => {
    expect(checkConfiguration(emptyConfiguration, vertical)).toEqual([]);
  });

  test("has notes that do not keep it from being saved", () => {
    const prepared = prepareConfiguration({ ...good, template: '{ "x": null }' }, verticals.b2b);
    expect(prepared.problems).toEqual([]);
    expect(prepared.notes.map(({ code, pointer }) => ({ code, pointer }))).toEqual([
      { code: "no-literal-null", pointer: "/template" },
    ]);
  });
});

describe("what is worth knowing of profiles", () => {
  const notesOf = (...profiles: readonly Partial<TrustedTokenProfile>[]) => {
    const all = profiles.map((changes, index) => ({
      ...profile,
      profileId: `p${index}`,
      name: `idp ${index}`,
      ...changes,
    }));
    const { problems, notes } = prepareConfiguration({ ...good, profiles: all }, verticals.b2b);
    expect(problems).toEqual([]);
    return notes.map(({ code, pointer }) => `${code} ${pointer}`);
  };
  const mapped = (attributeMapping: TrustedTokenProfile["attributeMapping"]) => ({
    attributeMapping: { email: "email", token_id: "jti", ...attributeMapping },
  });

  test.each([
    [{}, []],
    [tenants, []],
    [{ attributeMapping: {} }, ["attribute_not_mapped attribute_mapping", "attribute_not_mapped attribute_mapping"]],
    [{ linkByEmail: "never" as const, ...mapped({}) }, ["nothing_to_link_by link_by_email"]],
    [
      { acceptedIssuers: ["https://other.example.com"] },
      ["external_id_of_several_issuers attribute_mapping/external_member_id"],
    ],
    [
      {
        acceptedIssuers: ["https://other.example.com"],
        ...mapped({ external_member_id: "<< token.iss >>|<< token.sub >>" }),
      },
      [],
    ],
    [
      { ...tenants, acceptedIssuers: ["https://other.example.com"] },
      ["external_id_of_several_issuers attribute_mapping/external_member_id"],
    ],
    [mapped({ role_ids: "user_metadata.roles" }), ["user_metadata_read attribute_mapping/role_ids"]],
    [mapped({ role_ids: "<< token.user_metadata.roles >>" }), ["user_metadata_read attribute_mapping/role_ids"]],
    [mapped({ role_ids: "app_metadata.roles" }), []],
    [
      { conditions: [{ expression: "token.user_metadata.isAdmin == true", message: "" }] },
      ["user_metadata_read conditions/0/expression"],
    ],
    [mapped({ email: "<< token.sub >>@ci.example.com" }), ["email_made_up attribute_mapping/email"]],
    [mapped({ email: "<< token.sub + '@ci.example.com' >>" }), ["email_made_up attribute_mapping/email"]],
    [mapped({ email: "<< token.sub >>@ci.invalid" }), []],
    [mapped({ email: "<< token.sub >>@<< token.ns >>.ci.invalid" }), []],
    [mapped({ email: "<< token.sub + '@ci.invalid' >>" }), []],
    [mapped({ email: "<< token.sub >>@invalid.example.com" }), ["email_made_up attribute_mapping/email"]],
    [mapped({ email: "<< token.sub >>@notinvalid" }), ["email_made_up attribute_mapping/email"]],
    [mapped({ email: "<< token.sub >>@ci.invalid<< token.top >>" }), ["email_made_up attribute_mapping/email"]],
    [mapped({ email: "<< token.sub >>@<< token.domain >>" }), ["email_made_up attribute_mapping/email"]],
    [mapped({ email: "<< token.sub + '@ci.invalid' + token.top >>" }), ["email_made_up attribute_mapping/email"]],
    [
      mapped({ email: "<< token.ci ? token.sub + '@ci.example.com' : token.sub + '@ci.invalid' >>" }),
      ["email_made_up attribute_mapping/email"],
    ],
    [mapped({ email: "<< token.emails.filter(e, e.endsWith('@example.com'))[0] >>" }), []],
  ])("is told of %j", (changes, expected) => {
    expect(notesOf(changes)).toEqual(expected.map((note) => note.replace(" ", " /profiles/0/")));
  });

  test("is that external ids of two profiles, each a claim as it stands, are the same people's", () => {
    const raw = mapped({ external_member_id: "sub" });
    const told = mapped({ external_member_id: "okta|<< token.sub >>" });
    expect(notesOf(raw, told)).toEqual([]);
    for (const same of ["<< token.sub >>", '{{ token["sub"] }}', "<< token.oid ?? token.sub >>"]) {
      expect(notesOf(raw, mapped({ external_member_id: same }))).toEqual([
        "external_ids_share_a_name_space /profiles/1/attribute_mapping/external_member_id",
      ]);
    }
    for (const other of ["<< token.iss >>|<< token.sub >>", "<< 'okta|' + token.sub >>", "okta<< token.sub >>"]) {
      expect(notesOf(raw, mapped({ external_member_id: other }))).toEqual([]);
    }
    expect(notesOf(raw, told, raw)).toEqual([
      "external_ids_share_a_name_space /profiles/2/attribute_mapping/external_member_id",
    ]);
  });
});

describe("a configuration is refused", () => {
  test("for a template with an error, with the diagnostic", () => {
    const [problem, ...others] = checkConfiguration({ ...good, template: '{ "x": << member.nam >> }' }, verticals.b2b);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: "unknown-property",
      pointer: "/template",
      help: "did you mean `name`?",
      diagnostic: { severity: "error", span: { start: 17, end: 20 } },
    });
  });

  test("for a template that names a resource that the policy has not", () => {
    expect(check({ template: '{ "x": << member.rbac.papers.actions >> }' })).toMatchObject([{ pointer: "/template" }]);
  });

  test("for a template that sets a claim of the configured namespace", () => {
    expect(check({ template: '{ "https://claims.example.com/x": 1 }' })).toMatchObject([{ pointer: "/template" }]);
  });

  test.each([
    ["a path that takes none", { "member.untrusted_metadata": {} }, "unknown-schema-path"],
    ["no schema", { "member.trusted_metadata": 1 }, "invalid-schema"],
  ])("for a schema: %s", (_, schemas, code) => {
    expect(check({ schemas, template: "{}" })).toEqual([{ code, pointer: "/schemas" }]);
  });

  test("for a policy that is not valid, which the template is not blamed for", () => {
    const roles = [{ role_id: "", permissions: [{ resource_id: "papers", actions: ["read"] }] }];
    expect(check({ policy: { roles, resources: [] }, template: "{}" })).toEqual([
      { code: "empty_rbac_role_id", pointer: "/policy/roles/0/role_id" },
      { code: "invalid_permission_resource", pointer: "/policy/roles/0/permissions/0/resource_id" },
    ]);
  });

  test.each([
    [{ profileId: "" }, "invalid_profile_id", "profile_id"],
    [{ profileId: "a b" }, "invalid_profile_id", "profile_id"],
    [{ name: "" }, "invalid_name", "name"],
    [{ name: "n".repeat(129) }, "invalid_name", "name"],
    [{ name: "a\nb" }, "invalid_name", "name"],
    [{ issuer: "" }, "invalid_issuer", "issuer"],
    [{ audience: "\ud800" }, "invalid_audience", "audience"],
    [{ pemFiles: [] }, "must_have_pem_files_for_trusted_token_profile_with_type_pem", "pem_files"],
    [{ pemFiles: [...profile.pemFiles, { pemFileId: "2", publicKey: "no key" }] }, "invalid_public_key", "pem_files/1"],
    [
      { attributeMapping: { external_user_id: "sub" } },
      "trusted_token_profile_incorrect_external_id_mapping",
      "attribute_mapping",
    ],
    [
      { attributeMapping: { external_user_id: "a", external_member_id: "b" } },
      "trusted_token_profile_cannot_have_multiple_external_ids",
      "attribute_mapping",
    ],
    [{ attributeMapping: { email: "" } }, "invalid_attribute_mapping", "attribute_mapping"],
    [
      { attributeMapping: Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`a${n}`, "b"])) },
      "invalid_attribute_mapping",
      "attribute_mapping",
    ],
    [{ audience: "" }, "invalid_audience", "audience"],
    [{ acceptedIssuers: [""] }, "invalid_accepted_issuers", "accepted_issuers"],
    [{ acceptedIssuers: ["https://<< token.tid >>/"] }, "invalid_accepted_issuers", "accepted_issuers"],
    [{ acceptedAudiences: Array.from({ length: 11 }, () => "a") }, "invalid_accepted_audiences", "accepted_audiences"],
    [
      { audience: "", acceptedClients: ["app"], acceptedAudiences: ["a"] },
      "invalid_accepted_audiences",
      "accepted_audiences",
    ],
    [{ acceptedClients: ["a".repeat(1025)] }, "invalid_accepted_clients", "accepted_clients"],
    [{ ...tenants, linkByEmail: "asserted" as const }, "issuer_links_as_asserted", "link_by_email"],
    [{ ...tenants, issuer: "https://<< token.tid >>.example.com/" }, "issuer_host_not_literal", "issuer"],
    [{ ...tenants, issuer: "https://login.example.com<< token.tid >>/" }, "issuer_host_not_literal", "issuer"],
    [{ ...tenants, issuer: "http://login.example.com/<< token.tid >>" }, "issuer_host_not_literal", "issuer"],
    [{ ...tenants, issuer: "https://login.example.com/<< token.tid" }, "unclosed-tag", "issuer"],
    [{ ...tenants, attributeMapping: profile.attributeMapping }, "issuer_not_in_external_id", "attribute_mapping"],
    [
      { ...tenants, attributeMapping: { email: "email", token_id: "jti" } },
      "issuer_not_in_external_id",
      "attribute_mapping",
    ],
    [{ leewaySeconds: -1 }, "invalid_leeway_seconds", "leeway_seconds"],
    [{ leewaySeconds: 601 }, "invalid_leeway_seconds", "leeway_seconds"],
    [{ leewaySeconds: 0.5 }, "invalid_leeway_seconds", "leeway_seconds"],
    [{ maxLifetimeSeconds: 0 }, "invalid_max_lifetime_seconds", "max_lifetime_seconds"],
    [{ maxTokenCharacters: 0 }, "invalid_max_token_characters", "max_token_characters"],
    [{ maxTokenCharacters: 65_537 }, "invalid_max_token_characters", "max_token_characters"],
    [{ maxTokenCharacters: 8192.5 }, "invalid_max_token_characters", "max_token_characters"],
    [{ algorithms: [] }, "invalid_algorithms", "algorithms"],
  ])("for a profile with %j", (changes, code, field) => {
    expect(checkProfile(changes)).toEqual([{ code, pointer: `/profiles/0/${field}` }]);
  });

  test.each([
    { leewaySeconds: 0 },
    { leewaySeconds: 600 },
    { maxLifetimeSeconds: null },
    { maxLifetimeSeconds: 1 },
    { maxTokenCharacters: 1 },
    { maxTokenCharacters: 65_536 },
    { algorithms: ["ES256"] as const },
    { allowedOrganizations: ["organization-test-1"] },
    { name: "n".repeat(128) },
    { attributeMapping: {} },
    { audience: "", acceptedClients: ["app"] },
    { acceptedAudiences: Array.from({ length: 10 }, () => "a") },
    tenants,
    { ...tenants, linkByEmail: "never" as const },
  ])("but not for a profile with %j", (changes) => {
    expect(checkProfile(changes)).toEqual([]);
  });

  const published = { publicKeyType: "JWK", pemFiles: [], jwksUrl: "https://auth.example.com/jwks" } as const;
  const noKeys = "must_have_pem_files_for_trusted_token_profile_with_type_pem";
  const noUrl = "must_have_jwks_url_for_trusted_token_profile_with_type_jwk";

  test.each<[Partial<TrustedTokenProfile>, readonly (readonly [string, string])[]]>([
    [published, []],
    [{ ...published, jwksUrl: "http://127.0.0.1:3000/jwks" }, []],
    [{ ...published, jwksUrl: "https://10.0.0.1/jwks" }, []],
    [{ ...published, jwksUrl: null }, [[noUrl, "jwks_url"]]],
    [{ ...published, jwksUrl: "" }, [["invalid_jwks_url", "jwks_url"]]],
    [{ ...published, jwksUrl: "http://auth.example.com/jwks" }, [["invalid_jwks_url", "jwks_url"]]],
    [
      { ...published, pemFiles: profile.pemFiles },
      [["cannot_add_pem_file_to_non_pem_trusted_token_profile", "pem_files"]],
    ],
    [{ jwksUrl: published.jwksUrl }, [["invalid_jwks_url", "jwks_url"]]],
    [
      { pemFiles: [], jwksUrl: published.jwksUrl },
      [
        ["invalid_jwks_url", "jwks_url"],
        [noKeys, "pem_files"],
      ],
    ],
  ])("or not, by the type of a profile's keys: %j", (changes, problems) => {
    expect(checkProfile(changes)).toEqual(problems.map(([code, field]) => ({ code, pointer: `/profiles/0/${field}` })));
  });

  test("for a consumer profile that names organizations", () => {
    const profiles = [{ ...profile, attributeMapping: {}, allowedOrganizations: ["organization-test-1"] }];
    const problems = checkConfiguration({ ...emptyConfiguration, profiles }, verticals.consumer);
    expect(problems).toMatchObject([
      { code: "invalid_allowed_organizations", pointer: "/profiles/0/allowed_organizations" },
    ]);
  });

  test("for two profiles with one id, or with one name", () => {
    expect(check({ profiles: [profile, { ...profile, name: "other" }] })).toEqual([
      { code: "duplicate_profile_id", pointer: "/profiles/1/profile_id" },
    ]);
    expect(check({ profiles: [profile, { ...profile, profileId: "other" }] })).toEqual([
      { code: "duplicate_profile_name", pointer: "/profiles/1/name" },
    ]);
  });

  test("for two profiles with one id, though the first has no good key", () => {
    expect(
      check({
        profiles: [
          { ...profile, pemFiles: [] },
          { ...profile, name: "other" },
        ],
      }),
    ).toEqual([
      { code: "must_have_pem_files_for_trusted_token_profile_with_type_pem", pointer: "/profiles/0/pem_files" },
      { code: "duplicate_profile_id", pointer: "/profiles/1/profile_id" },
    ]);
  });

  test("for too many profiles", () => {
    const profiles = Array.from({ length: 101 }, (_, n) => ({ ...profile, profileId: `p${n}`, name: `n${n}` }));
    expect(check({ profiles })).toEqual([
      { code: "too_many_trusted_token_profiles_for_project", pointer: "/profiles" },
    ]);
    expect(check({ profiles: profiles.slice(1) })).toEqual([]);
  });

  test.each([
    [{ namespace: "" }, "namespace"],
    [{ namespace: "claims/" }, "namespace"],
    [{ namespace: 'https://example.com/"' }, "namespace"],
    [{ namespace: `https://example.com/${"x".repeat(256)}` }, "namespace"],
    [{ maxSessionLifetimeMinutes: 4 }, "max_session_lifetime_minutes"],
    [{ maxSessionLifetimeMinutes: 527_041 }, "max_session_lifetime_minutes"],
    [{ maxSessionLifetimeMinutes: 5.5 }, "max_session_lifetime_minutes"],
  ])("for the settings %j", (changes, field) => {
    expect(checkSettings(changes)).toEqual([{ code: `invalid_${field}`, pointer: `/settings/${field}` }]);
  });

  test.each([
    { maxSessionLifetimeMinutes: 5 },
    { maxSessionLifetimeMinutes: 527_040 },
    { maxSessionLifetimeMinutes: null },
  ])("but not for the settings %j", (changes) => {
    expect(checkSettings(changes)).toEqual([]);
  });

  test.each(["a b\n", "x".repeat(257), "ä"])("for the custom audience %j", (customAudience) => {
    expect(check({ customAudience })).toEqual([{ code: "invalid_custom_audience", pointer: "/custom_audience" }]);
  });

  test("when it is too large, and then for nothing else", () => {
    const roles = Array.from({ length: 20_000 }, (_, n) => ({
      role_id: `r${n}`,
      description: "x".repeat(40),
      permissions: [],
    }));
    expect(check({ template: "{", policy: { roles, resources: [] } })).toEqual([
      { code: "configuration_too_large", pointer: "" },
    ]);
  });

  test("for everything that is wrong with it", () => {
    const problems = check({
      template: "{",
      customAudience: "\n",
      policy: { roles: [{ role_id: "", permissions: [] }], resources: [] },
      profiles: [{ ...profile, issuer: "", pemFiles: [] }],
      settings: { ...good.settings, namespace: "" },
    });
    expect(problems.map(({ pointer }) => pointer)).toEqual([
      "/template",
      "/custom_audience",
      "/policy/roles/0/role_id",
      "/profiles/0/issuer",
      "/profiles/0/pem_files",
      "/settings/namespace",
    ]);
  });
});

describe("the text of a configuration", () => {
  /** The same object with its keys in another order. */
  function turned<T extends object>(value: T): T {
    return Object.assign(Object.create(Object.prototype), Object.fromEntries(Object.entries(value).reverse()));
  }

  test("is the same in whatever order it was put together", () => {
    const other = turned({
      ...good,
      profiles: good.profiles.map(turned),
      settings: turned(good.settings),
      policy: turned(good.policy),
    });
    expect(configurationText(other)).toBe(configurationText(good));
    expect(configurationDigest(other)).toBe(configurationDigest(good));
  });

  test("gives the configuration back, whatever the template and the schemas hold", () => {
    const json = fc.json().map((text): Json => JSON.parse(text));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.dictionary(fc.string(), json), (template, schemas) => {
        const configuration = { ...good, template, schemas };
        const read = JSON.parse(configurationText(configuration));
        expect(configurationText(read)).toBe(configurationText(configuration));
        expect(read.template).toBe(template);
      }),
    );
  });

  test("says as much of a profile that was stored without a word on how its keys are had", async () => {
    const { publicKeyType, jwksUrl, singleUse, ...early } = profile;
    const json = JSON.stringify({ ...good, profiles: [early] });
    expect(configurationOf({ id: "configuration", revision: 1, json, auditEntryId: "" })).toEqual(good);
  });

  test("differs where a template differs by one character", () => {
    expect(configurationDigest({ ...good, template: `${good.template} ` })).not.toBe(configurationDigest(good));
    expect(configurationDigest(good)).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe("what a profile says of tokens", () => {
  const policyOf = (change: Partial<Configuration>, changed: Partial<TrustedTokenProfile> = {}) => {
    const profiles = [{ ...profile, attributeMapping: { email: "<< token.mail >>", token_id: "jti" }, ...changed }];
    return prepareConfiguration({ ...good, profiles, ...change }, verticals.b2b).profiles.get(profile.profileId)
      ?.policy;
  };

  test("is compiled once for all configurations that have it", () => {
    const policy = policyOf({});
    expect(policy).toBeDefined();
    expect(policyOf({ customAudience: "other" }, { leewaySeconds: 5 })).toBe(policy);
    expect(policyOf({}, { conditions: [{ expression: "token.a == 1", message: "" }] })).not.toBe(policy);
    expect(policyOf({ settings: { ...good.settings, namespace: "https://other.example.com/" } })).not.toBe(policy);
  });

  test("is told of each time, at its place", () => {
    const wrong = { ...profile, attributeMapping: { email: "<< tokn.mail >>", token_id: "jti" } };
    const other = { ...wrong, profileId: "other", name: "other" };
    const told = { code: "unknown-root", pointer: "/profiles/0/attribute_mapping/email" };
    expect(check({ profiles: [wrong] })).toEqual([told]);
    expect(check({ profiles: [wrong, other] })).toEqual([
      told,
      { ...told, pointer: "/profiles/1/attribute_mapping/email" },
    ]);
  });
});
