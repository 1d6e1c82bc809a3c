import { type Static, type TProperties, type TSchema, Type } from "typebox";
import { maxImplicitRoles, organizationSettingsSchema } from "../../directory/index.ts";
import type { Json } from "../../language/json.ts";
import { linkByEmailSettings, minSecretCharacters } from "../../projects/index.ts";
import { type AlgorithmName, algorithmNames } from "../../tokens/index.ts";

/*
 * What a declared state can say, as a JSON Schema: the source of `schemas/declared-state.schema.json`, of the types here
 * and of what the validator accepts. Names are those of the API.
 */

/** An object that has no other fields than these. */
function closed<T extends TProperties>(properties: T, description?: string) {
  return Type.Object(properties, {
    additionalProperties: false,
    ...(description === undefined ? {} : { description }),
  });
}

const text = (description?: string) => Type.Optional(Type.String(description === undefined ? {} : { description }));
const flag = (description?: string) => Type.Optional(Type.Boolean(description === undefined ? {} : { description }));
const texts = (description?: string) =>
  Type.Optional(Type.Array(Type.String(), description === undefined ? {} : { description }));
const textOrNull = (description: string) =>
  Type.Optional(Type.Unsafe<string | null>({ type: ["string", "null"], description }));
const textByName = (description: string) =>
  Type.Optional(
    Type.Unsafe<Readonly<Record<string, string>>>({
      type: "object",
      additionalProperties: { type: "string" },
      description,
    }),
  );
const metadata = (description: string) =>
  Type.Optional(Type.Unsafe<Readonly<Record<string, Json>>>({ type: "object", description }));
const list = <T extends TSchema>(items: T, description: string) => Type.Optional(Type.Array(items, { description }));

const permissions = Type.Optional(
  Type.Array(closed({ resource_id: Type.String(), actions: Type.Array(Type.String()) })),
);

const policy = closed(
  {
    roles: Type.Array(closed({ role_id: Type.String(), description: text(), permissions })),
    resources: Type.Optional(
      Type.Array(closed({ resource_id: Type.String(), description: text(), actions: Type.Array(Type.String()) })),
    ),
    scopes: Type.Optional(Type.Array(closed({ scope: Type.String(), description: text(), permissions }))),
  },
  "The RBAC policy, in the place of the one before.",
);

const settings = closed({
  issuer: Type.Optional(
    Type.Enum(["stytch", "url"], { description: "What iss is: stytch.com/<project id>, or the public URL." }),
  ),
  signing_algorithm: Type.Optional(Type.Enum(["RS256", "ES256", "EdDSA"])),
  namespace: text("What the names of the service's own claims begin with."),
  attest_requires_duration: flag("Whether a consumer attest without a duration makes no session."),
  max_session_lifetime_minutes: Type.Optional(Type.Unsafe<number | null>({ type: ["integer", "null"] })),
});

const profile = closed({
  profile_id: text("Else the profile is matched by its name."),
  name: text(),
  issuer: text(
    "What iss of its tokens must be; with tags over token behind the host, what it must be for their claims.",
  ),
  audience: text(
    "What aud of its tokens must be or contain; empty for tokens without one, which need accepted_clients.",
  ),
  accepted_issuers: texts("Other issuers."),
  accepted_audiences: texts("Other audiences."),
  accepted_clients: texts(
    "The clients that tokens may be issued to, by client_id, else azp, else appid; any if empty.",
  ),
  public_key_type: Type.Optional(
    Type.Enum(["PEM", "JWK"], {
      description: "Whether the keys are given in pem_files, which they are at first, or published at jwks_url.",
    }),
  ),
  pem_files: Type.Optional(
    Type.Array(Type.String(), {
      description: "Public keys or certificates in PEM: the text, or a path that begins with ./",
      maxItems: 100,
    }),
  ),
  jwks_url: text("The https URL at which the issuer publishes its keys."),
  attribute_mapping: textByName(
    "By attribute the path of a claim, or an expression over token in tags; trusted_metadata and session_custom_claims are whole templates, or paths that begin with ./",
  ),
  conditions: Type.Optional(
    Type.Array(closed({ expression: Type.String(), message: text("The answer to whoever presented the token.") }), {
      description: "Expressions over token that must be true of each token, in this order.",
    }),
  ),
  token_schema: Type.Optional(
    Type.Unsafe<Json>({
      type: ["object", "boolean", "null"],
      description: "JSON Schema of the claims that expressions can read; null, as at first, for any.",
    }),
  ),
  link_by_email: Type.Optional(
    Type.Enum([...linkByEmailSettings], {
      description:
        "When the e-mail address of a token leads to the record that has it: never, where email_verified is true, or, as at first, unless it is there and anything else.",
    }),
  ),
  can_jit_provision: flag("Whether an attest may make members or users, and organizations."),
  single_use: flag("Whether a token can be presented once only."),
  allowed_organizations: Type.Optional(
    Type.Unsafe<readonly string[] | null>({
      type: ["array", "null"],
      items: { type: "string" },
      description: "Ids or external ids of the organizations that it may speak for; null for all.",
    }),
  ),
  algorithms: Type.Optional(
    Type.Unsafe<readonly AlgorithmName[] | null>({
      type: ["array", "null"],
      items: { enum: [...algorithmNames] },
      description: "The signature algorithms that it may use, EdDSA by that name or as Ed25519; null for all.",
    }),
  ),
  leeway_seconds: Type.Optional(Type.Integer({ description: "How far the clocks may differ; 60 at first." })),
  max_lifetime_seconds: Type.Optional(
    Type.Unsafe<number | null>({
      type: ["integer", "null"],
      description: "From iat to exp; a day at first, null for any.",
    }),
  ),
  max_token_characters: Type.Optional(
    Type.Integer({ description: "Of a whole token; 16384 at first, 65536 at most." }),
  ),
});

const member = closed({
  member_id: text("Else the member is matched by external id, then by e-mail address."),
  email_address: text(),
  external_id: textOrNull("null takes it away."),
  name: text(),
  roles: texts("The roles that are assigned directly, in the place of those before."),
  trusted_metadata: metadata("Merged into what is there: null deletes a key."),
  untrusted_metadata: metadata("Merged into what is there: null deletes a key."),
  mfa_phone_number: text(),
  is_breakglass: flag(),
  mfa_enrolled: flag(),
  default_mfa_method: Type.Optional(Type.Enum(["", "sms_otp", "totp"])),
  create_member_as_pending: flag("Of a member that is not there yet."),
});

const assignment = closed({ domain: Type.String(), role_id: Type.String() });

const organization = closed({
  organization_id: text("Else the organization is matched by external id, then by slug."),
  organization_name: text(),
  organization_slug: text(),
  organization_external_id: textOrNull("null takes it away."),
  organization_logo_url: text(),
  trusted_metadata: metadata("Merged into what is there: null deletes a key."),
  rbac_email_implicit_role_assignments: Type.Optional(Type.Array(assignment, { maxItems: maxImplicitRoles })),
  ...organizationSettingsSchema,
  members: list(member, "Members that are not named are left alone."),
});

const nameParts = closed({ first_name: text(), middle_name: text(), last_name: text() });

const user = closed({
  user_id: text("Else the user is matched by external id, then by e-mail address."),
  email: text(),
  external_id: textOrNull("null takes it away."),
  name: Type.Optional(nameParts),
  phone_number: text(),
  roles: texts("The roles that are assigned directly, in the place of those before."),
  trusted_metadata: metadata("Merged into what is there: null deletes a key."),
  untrusted_metadata: metadata("Merged into what is there: null deletes a key."),
  create_user_as_pending: flag("Of a user that is not there yet."),
});

const slug = (description: string) => Type.Optional(Type.String({ pattern: "^[A-Za-z0-9_-]{1,128}$", description }));

const project = closed({
  project_id: Type.String({ pattern: "^project-(test|live)-[A-Za-z0-9-]{1,100}$" }),
  project_slug: slug("The project id, unless given."),
  environment_slug: slug("The environment that the project id names, unless given."),
  vertical: Type.Optional(
    Type.Enum(["b2b", "consumer"], { description: "Required of a project that is not there yet; never changes." }),
  ),
  secret: Type.Optional(
    Type.String({
      minLength: minSecretCharacters,
      maxLength: 512,
      pattern: "^[!-~]*$",
      description:
        "Takes the place of the one that the file gave before. Without it one is made if the project has none.",
    }),
  ),
  settings: Type.Optional(settings),
  template: text("The session template: its text, or a path that begins with ./"),
  custom_audience: text("One more audience of session JWTs; none if empty."),
  schemas: Type.Optional(
    Type.Unsafe<Readonly<Record<string, Json>>>({
      type: "object",
      additionalProperties: { type: ["object", "boolean", "string", "null"] },
      description: "JSON Schemas of metadata by path: the schema, or a path that begins with ./; null takes one away.",
    }),
  ),
  policy: Type.Optional(policy),
  profiles: list(profile, "Trusted token profiles; those that are not named are left alone."),
  organizations: list(organization, "Of a B2B project; those that are not named are left alone."),
  users: list(user, "Of a consumer project; those that are not named are left alone."),
  force: flag("Whether it is published though members or users who get claims now would get none any more."),
});

/** A declared state: what it does not name is left alone. */
export const declaredState = closed({
  $schema: text("This schema, for editors."),
  projects: Type.Array(project),
});

export type DeclaredState = Static<typeof declaredState>;
export type DeclaredProject = Static<typeof project>;
export type DeclaredProfile = Static<typeof profile>;
export type DeclaredSettings = Static<typeof settings>;
export type DeclaredAssignment = Static<typeof assignment>;
export type DeclaredOrganization = Static<typeof organization>;
export type DeclaredMember = Static<typeof member>;
export type DeclaredNameParts = Static<typeof nameParts>;
export type DeclaredUser = Static<typeof user>;

/** The schema as it is published. */
export const declaredStateSchema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "Claimsmith declared state",
  description: "What `claimsmith serve --apply` makes so. What is not named here is left alone.",
  ...declaredState,
};
