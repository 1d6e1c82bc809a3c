/** The part of a demo that is made once and kept: everything else about it is the same everywhere. */
export interface DemoIdentity {
  readonly b2b: DemoProject;
  readonly consumer: DemoProject;
}

/** Whom the programs of a demo act for. */
export interface DemoProject {
  readonly projectId: string;
  readonly secret: string;
  readonly profileId: string;
}

/** Whom the tokens of a demo are by and for, as the example programs have it. */
export const demoIssuer = "https://auth.example.com";
export const demoAudience = "https://api.example.com";

/** The external id of the demo's organization. */
export const demoOrganization = "acme";

/** Names of the files that the state refers to. */
export const demoFileNames = {
  publicKey: "public_key.pem",
  memberTemplate: "session.claims",
  userTemplate: "user-session.claims",
} as const;

/** The session template of the demo's members. */
export const memberTemplate = `{
  "plan": << organization.trusted_metadata.plan ?? "free" >>,
  "roles": << member.rbac.roles >>,
  "can": { "documents": << member.rbac.documents.actions >> },
  "label": "<< member.name ?? member.email_address >> at << organization.organization_name >>"
}
`;

/** The session template of the demo's users. */
export const userTemplate = `{
  "roles": << user.rbac.roles >>,
  "external_id": << user.external_id >>
}
`;

const policy = {
  roles: [
    { role_id: "reader", permissions: [{ resource_id: "documents", actions: ["read"] }] },
    { role_id: "editor", permissions: [{ resource_id: "documents", actions: ["*"] }] },
  ],
  resources: [{ resource_id: "documents", actions: ["read", "write", "share"] }],
};

/**
 * The declared state of a demo: a B2B project with an organization and two members, and a consumer project, each with a
 * policy, a template and a profile that trusts the demo's own key.
 */
export function demoState({ b2b, consumer }: DemoIdentity): object {
  const profile = {
    name: "demo",
    issuer: demoIssuer,
    audience: demoAudience,
    public_key_type: "PEM",
    pem_files: [`./${demoFileNames.publicKey}`],
    can_jit_provision: true,
  };
  const mapping = { email: "email", token_id: "jti", role_ids: "assignments" };
  return {
    projects: [
      {
        project_id: b2b.projectId,
        project_slug: "demo-b2b",
        environment_slug: "test",
        vertical: "b2b",
        secret: b2b.secret,
        template: `./${demoFileNames.memberTemplate}`,
        schemas: {
          "organization.trusted_metadata": {
            type: "object",
            properties: { plan: { enum: ["free", "team", "enterprise"] } },
            additionalProperties: false,
          },
        },
        policy,
        profiles: [
          {
            profile_id: b2b.profileId,
            ...profile,
            attribute_mapping: { ...mapping, external_member_id: "sub", organization_id: "org" },
          },
        ],
        organizations: [
          {
            organization_name: "Acme",
            organization_slug: "acme",
            organization_external_id: demoOrganization,
            trusted_metadata: { plan: "team" },
            members: [
              { email_address: "ada@example.com", name: "Ada Lovelace", external_id: "ada", roles: ["editor"] },
              { email_address: "grace@example.com", name: "Grace Hopper", external_id: "grace", roles: ["reader"] },
            ],
          },
        ],
      },
      {
        project_id: consumer.projectId,
        project_slug: "demo-consumer",
        environment_slug: "test",
        vertical: "consumer",
        secret: consumer.secret,
        template: `./${demoFileNames.userTemplate}`,
        policy,
        profiles: [
          { profile_id: consumer.profileId, ...profile, attribute_mapping: { ...mapping, external_user_id: "sub" } },
        ],
      },
    ],
  };
}
