import { createPublicKey } from "node:crypto";
import type { Json, JsonObject } from "../../../src/language/json.ts";
import type { PolicyOutline } from "../../../src/language/vocabulary/policy-outline.ts";
import { defaultLinkByEmail, type LinkByEmail } from "../../../src/projects/index.ts";
import { fixedKeys } from "../../support/signing-keys.ts";

const privateKey = await fixedKeys("RS256");

/** The key pair of whoever signs the trusted tokens. */
export const issuerKeys = { privateKey, publicKey: createPublicKey(privateKey) };

export const issuer = "https://auth.example.com";
export const audience = "https://api.example.com";

/** The projects of the tests. */
export const b2b = {
  projectId: "project-test-11111111-1111-4111-8111-111111111111",
  secret: "secret-test-b2b-0123456789-0123456789",
  profileId: "trusted-auth-token-profile-test-11111111-1111-4111-8111-111111111111",
  /** One that makes nothing that is not there. */
  strictProfileId: "trusted-auth-token-profile-test-11111111-1111-4111-8111-222222222222",
  organizationId: "organization-test-11111111-1111-4111-8111-111111111111",
} as const;

export const consumer = {
  projectId: "project-test-22222222-2222-4222-8222-222222222222",
  secret: "secret-test-consumer-0123456789-01234",
  profileId: "trusted-auth-token-profile-test-22222222-2222-4222-8222-222222222222",
} as const;

/** The policy of both projects. */
export const policy = {
  roles: [
    { role_id: "editor", description: "Edits", permissions: [{ resource_id: "documents", actions: ["*"] }] },
    { role_id: "reader", description: "Reads", permissions: [{ resource_id: "documents", actions: ["read"] }] },
  ],
  resources: [{ resource_id: "documents", description: "Documents", actions: ["read", "write"] }],
  scopes: [],
} as const satisfies PolicyOutline;

/** To make an RSA key takes longer than many a test. */
const quickSignatures = { signing_algorithm: "ES256" };

/** What a test says of its projects. */
export interface DeclaredParts {
  readonly template?: string;
  readonly userTemplate?: string;
  /** Of both projects; unless given, quick signatures and the defaults. */
  readonly settings?: JsonObject;
  readonly customAudience?: string;
  readonly policy?: PolicyOutline;
  /** Of the consumer project; the same unless given. */
  readonly userPolicy?: PolicyOutline;
  /** What the profiles say beside that, in the place of what they say otherwise. */
  readonly profile?: JsonObject;
  /** By attribute what the mapping of all profiles has beside that. */
  readonly mapping?: JsonObject;
  /** How the profiles have their keys; the issuer's is given unless told otherwise. */
  readonly keys?: JsonObject;
  /** Whether the tokens of the profiles are for single use. */
  readonly isSingleUse?: boolean;
  /** How the profiles link by e-mail address; as by default unless told otherwise. */
  readonly linkByEmail?: LinkByEmail;
  /** Whether the declared members and the user have roles of the usual policy; they have unless told otherwise. */
  readonly hasRoles?: boolean;
}

const template = `{
  "plan": << organization.trusted_metadata.plan >>,
  "tier": << member.trusted_metadata.tier ?? "none" >>,
  "roles": << member.rbac.roles >>,
  "can": << member.rbac.documents.actions >>
}`;

const userTemplate = `{
  "email": << user.email_address >>,
  "tier": << user.trusted_metadata.tier ?? "none" >>,
  "roles": << user.rbac.roles >>
}`;

const pem = issuerKeys.publicKey.export({ format: "pem", type: "spki" }).toString();

/** A declared state with a B2B project, in which there is one organization with two members, and a consumer project with one user. */
export function declaredState(parts: DeclaredParts = {}): JsonObject {
  const { policy: memberPolicy = policy, userPolicy = memberPolicy, hasRoles = true } = parts;
  const shared = { settings: parts.settings ?? quickSignatures, custom_audience: parts.customAudience ?? "" };
  const keys = parts.keys ?? { public_key_type: "PEM", pem_files: [pem] };
  const link_by_email = parts.linkByEmail ?? defaultLinkByEmail;
  const single_use = parts.isSingleUse ?? false;
  const profile = { name: "idp", issuer, audience, single_use, link_by_email, ...keys, ...parts.profile };
  const mapping = { email: "email", token_id: "jti", role_ids: "assignments", ...parts.mapping };
  const memberMapping = { ...mapping, external_member_id: "sub", organization_id: "org" };
  return {
    projects: [
      {
        project_id: b2b.projectId,
        project_slug: "shop",
        environment_slug: "test",
        vertical: "b2b",
        secret: b2b.secret,
        ...shared,
        policy: toJson(memberPolicy),
        template: parts.template ?? template,
        profiles: [
          { ...profile, profile_id: b2b.profileId, can_jit_provision: true, attribute_mapping: memberMapping },
          {
            ...profile,
            profile_id: b2b.strictProfileId,
            name: "strict",
            can_jit_provision: false,
            attribute_mapping: memberMapping,
          },
        ],
        organizations: [
          {
            organization_id: b2b.organizationId,
            organization_name: "Acme",
            organization_slug: "acme",
            organization_external_id: "acme-1",
            trusted_metadata: { plan: "gold" },
            members: [
              { email_address: "ada@example.com", name: "Ada", external_id: "u1", roles: hasRoles ? ["editor"] : [] },
              { email_address: "bob@example.com", name: "Bob", external_id: "u2", roles: hasRoles ? ["reader"] : [] },
            ],
          },
        ],
      },
      {
        project_id: consumer.projectId,
        project_slug: "app",
        environment_slug: "test",
        vertical: "consumer",
        secret: consumer.secret,
        ...shared,
        policy: toJson(userPolicy),
        template: parts.userTemplate ?? userTemplate,
        profiles: [
          {
            ...profile,
            profile_id: consumer.profileId,
            can_jit_provision: true,
            attribute_mapping: { ...mapping, external_user_id: "sub" },
          },
        ],
        users: [{ email: "ada@example.com", external_id: "u1", roles: hasRoles ? ["editor"] : [] }],
      },
    ],
  };
}

function toJson(value: PolicyOutline): Json {
  return JSON.parse(JSON.stringify(value));
}
