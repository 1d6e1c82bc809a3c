import type { Json, JsonObject } from "../../../src/language/json.ts";
import { publicKeys } from "../../support/public-keys.ts";

export const shopId = "project-test-11111111-1111-4111-8111-111111111111";
export const appId = "project-test-22222222-2222-4222-8222-222222222222";
export const organizationId = "organization-test-33333333-3333-4333-8333-333333333333";
export const shopSecret = "secret-test-0123456789abcdefghijklmnopqrstuvwxyz";

/** The files that the states name. */
export const stateFiles: Readonly<Record<string, string>> = {
  "./session.claims":
    '{ "plan": << organization.trusted_metadata.plan ?? "free" >>, "roles": << member.rbac.roles >> }',
  "./schemas/member.json": '{ "type": "object", "properties": { "team": { "type": "string", "maxLength": 20 } } }',
  "./public_key.pem": publicKeys.rsa,
};

/** A B2B project with all that a state can say of one. */
export const shop = {
  project_id: shopId,
  project_slug: "shop",
  environment_slug: "test",
  vertical: "b2b",
  secret: shopSecret,
  settings: { issuer: "stytch", signing_algorithm: "ES256", max_session_lifetime_minutes: 1440 },
  template: "./session.claims",
  custom_audience: "https://api.example.com",
  schemas: { "member.trusted_metadata": "./schemas/member.json" },
  policy: {
    roles: [{ role_id: "editor", permissions: [{ resource_id: "documents", actions: ["*"] }] }, { role_id: "viewer" }],
    resources: [{ resource_id: "documents", actions: ["read", "write"] }],
    scopes: [],
  },
  profiles: [
    {
      profile_id: "trusted-auth-token-profile-test-1",
      name: "idp",
      issuer: "https://auth.example.com",
      audience: "https://api.example.com",
      public_key_type: "PEM",
      pem_files: ["./public_key.pem"],
      can_jit_provision: true,
      single_use: false,
      attribute_mapping: { email: "email", token_id: "jti", external_member_id: "sub", organization_id: "org" },
    },
  ],
  organizations: [
    {
      organization_id: organizationId,
      organization_name: "Acme",
      organization_slug: "acme",
      organization_external_id: "acme-1",
      trusted_metadata: { plan: "pro" },
      rbac_email_implicit_role_assignments: [{ domain: "example.com", role_id: "viewer" }],
      mfa_policy: "REQUIRED_FOR_ALL",
      members: [
        {
          email_address: "Ada@Example.com",
          name: "Ada",
          external_id: "u1",
          roles: ["editor"],
          trusted_metadata: { team: "engine" },
          untrusted_metadata: { theme: "dark" },
        },
        { email_address: "bob@example.com", create_member_as_pending: true },
      ],
    },
  ],
} as const;

/** A consumer project. */
export const app = {
  project_id: appId,
  vertical: "consumer",
  template: '{ "name": << user.name.first_name >> }',
  users: [
    { email: "eve@example.com", name: { first_name: "Eve" }, external_id: "e1" },
    { phone_number: "+15005550006", external_id: "e2" },
  ],
} as const;

/** A deep copy to change, as plain JSON. */
export function stateOf(...projects: readonly object[]): { readonly projects: readonly JsonObject[] } {
  return JSON.parse(JSON.stringify({ projects }));
}

/** The value with another one at a JSON Pointer that leads into an object or a list; `undefined` takes it away. */
export function changed(value: Json, pointer: string, to: Json | undefined): Json {
  const copy: Json = JSON.parse(JSON.stringify(value));
  const keys = pointer.split("/").slice(1);
  const last = keys.pop() ?? "";
  let at: unknown = copy;
  for (const key of keys) at = Reflect.get(Object(at), key);
  // A mistake before may have put a text there, whose characters cannot be set.
  if (typeof at !== "object" || at === null) return copy;
  if (to === undefined) Reflect.deleteProperty(at, last);
  else Object.defineProperty(at, last, { value: to, enumerable: true, configurable: true, writable: true });
  return copy;
}
