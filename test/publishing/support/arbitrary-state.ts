import fc from "fast-check";
import { appId, organizationId, shop, shopId } from "./states.ts";

/** Some of the fields. */
function some<T extends Record<string, fc.Arbitrary<unknown>>>(fields: T) {
  return fc.record(fields, { requiredKeys: [] });
}

const roleIds = ["editor", "viewer"] as const;
const metadata = fc.dictionary(
  fc.constantFrom("plan", "team", "x", "__proto__"),
  fc.constantFrom<unknown>(null, "a", 1, { y: [] }),
);
const roles = fc.uniqueArray(fc.constantFrom(...roleIds), { maxLength: 2 });

const memberFields = some({
  name: fc.constantFrom("", "Ada", "Bob"),
  roles,
  trusted_metadata: fc.constantFrom<object>({ team: "a" }, { team: null }, {}),
  untrusted_metadata: metadata,
  is_breakglass: fc.boolean(),
});

const member = fc
  .tuple(
    fc.constantFrom<object>(
      { external_id: "u1" },
      { email_address: "ada@example.com" },
      { email_address: "ADA@example.com", external_id: "u1" },
      { email_address: "bob@example.com", external_id: "u2" },
      { member_id: "member-test-eve", email_address: "eve@example.com" },
    ),
    memberFields,
  )
  .map(([key, fields]) => ({ ...key, ...fields }));

const organization = fc
  .tuple(
    fc.constantFrom<object>(
      { organization_id: organizationId },
      { organization_slug: "acme" },
      { organization_external_id: "acme-1" },
      { organization_slug: "beta", organization_name: "Beta" },
      { organization_external_id: "gamma-1", organization_name: "Gamma" },
    ),
    some({
      organization_logo_url: fc.constantFrom("", "https://example.com/a.png"),
      trusted_metadata: metadata,
      rbac_email_implicit_role_assignments: fc.constantFrom(
        [],
        [{ domain: "Example.com", role_id: "viewer" }],
        [{ domain: "example.org", role_id: "editor" }],
      ),
      email_allowed_domains: fc.constantFrom([], ["example.com"]),
      members: fc.array(member, { maxLength: 2 }),
    }),
  )
  .map(([key, fields]) => ({ ...key, ...fields }));

const user = fc
  .tuple(
    fc.constantFrom<object>(
      { external_id: "e1" },
      { email: "eve@example.com" },
      { user_id: "user-test-9", email: "new@example.com" },
    ),
    some({
      name: some({ first_name: fc.constantFrom("", "Eve"), last_name: fc.constant("Stone") }),
      trusted_metadata: metadata,
    }),
  )
  .map(([key, fields]) => ({ ...key, ...fields }));

/** How a profile has its keys: as before, given, or published. */
const keys = fc.constantFrom<object>(
  {},
  { pem_files: ["./public_key.pem"] },
  { pem_files: ["./public_key.pem", "./public_key.pem"] },
  { public_key_type: "PEM", pem_files: ["./public_key.pem"] },
  { public_key_type: "JWK", jwks_url: "https://a.example.com/jwks" },
);

const profileFields = some({
  name: fc.constantFrom("idp", "other"),
  issuer: fc.constantFrom("https://a.example.com", "https://b.example.com"),
  audience: fc.constant("aud"),
  algorithms: fc.constantFrom(null, ["RS256"]),
  attribute_mapping: fc.constantFrom({ email: "email" }, { email: "<< token.mail >>", token_id: "jti" }),
  conditions: fc.constantFrom([], [{ expression: "token.mail != null" }]),
  token_schema: fc.constantFrom(null, { properties: { mail: { type: "string" } } }),
  single_use: fc.boolean(),
  max_lifetime_seconds: fc.constantFrom(null, 60),
  max_token_characters: fc.constantFrom(1, 65_536),
});

const profile = fc.tuple(profileFields, keys).map(([fields, more]) => ({ ...fields, ...more }));

/** A state of the two projects of the tests; most can be applied. */
export const arbitraryState = fc
  .record({
    shop: some({
      secret: fc.constantFrom(shop.secret, "secret-test-another-0123456789abcdefghijkl"),
      custom_audience: fc.constantFrom("", "a"),
      template: fc.constantFrom("./session.claims", "{}", '{ "roles": << member.rbac.roles >> }'),
      schemas: fc.constantFrom(
        {},
        { "member.trusted_metadata": null },
        { "member.trusted_metadata": "./schemas/member.json" },
      ),
      settings: some({
        issuer: fc.constantFrom("stytch", "url"),
        max_session_lifetime_minutes: fc.constantFrom(null, 60),
      }),
      policy: fc.constantFrom(
        shop.policy,
        { ...shop.policy, roles: [...shop.policy.roles, { role_id: "owner" }] },
        { roles: [{ role_id: "editor" }] },
      ),
      profiles: fc.array(profile, { maxLength: 1 }),
      organizations: fc.array(organization, { maxLength: 2 }),
    }),
    app: some({
      template: fc.constantFrom("{}", '{ "id": << user.user_id >> }'),
      users: fc.array(user, { maxLength: 2 }),
    }),
  })
  .map(({ shop: b2b, app: consumer }) => ({
    projects: [
      { project_id: shopId, ...b2b },
      { project_id: appId, ...consumer },
    ],
  }));
