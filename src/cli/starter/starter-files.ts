/** A file of the project that `init` writes. */
export interface StarterFile {
  /** Relative to the project's folder. */
  readonly name: string;
  readonly text: string;
  /** Whether its owner alone may read it. */
  readonly isSecret?: boolean;
}

const configuration = {
  vertical: "b2b",
  schemas: {
    "member.trusted_metadata": "schemas/member.json",
    "organization.trusted_metadata": "schemas/organization.json",
  },
  policy: "policy.json",
  rules: { "no-implicit-missing": "warn" },
};

const template = `// The custom claims of a member's session. What stands in << >> comes from the member and the organization.
{
  "plan": << organization.trusted_metadata.plan ?? "free" >>,
  "roles": << member.rbac.roles >>,
  "can": { "documents": << member.rbac.documents.actions >> },
  "teams": << member.trusted_metadata.teams >>,
  "label": "<< member.name ?? member.email_address >> at << organization.organization_name >>"
}
`;

const memberSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  description: "Trusted metadata of a member",
  type: "object",
  properties: {
    teams: { type: "array", items: { type: "string", maxLength: 32 }, maxItems: 10 },
  },
  additionalProperties: false,
};

const organizationSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  description: "Trusted metadata of an organization",
  type: "object",
  properties: { plan: { enum: ["free", "team", "enterprise"] } },
  additionalProperties: false,
};

/** The policy of the project. */
export const starterPolicy = {
  roles: [
    { role_id: "reader", permissions: [{ resource_id: "documents", actions: ["read"] }] },
    { role_id: "editor", permissions: [{ resource_id: "documents", actions: ["*"] }] },
  ],
  resources: [{ resource_id: "documents", actions: ["read", "write", "share"] }],
  scopes: [],
};

/** A member to try the project with. */
export const starterMember = {
  member: {
    member_id: "member-test-1",
    name: "Ada Lovelace",
    email_address: "ada@example.com",
    roles: ["reader"],
    trusted_metadata: { teams: ["engines"] },
  },
  organization: {
    organization_id: "organization-test-1",
    organization_name: "Analytical Engines",
    organization_slug: "analytical-engines",
    trusted_metadata: { plan: "team" },
  },
};

/**
 * A project in the vertical `b2b`: its configuration, a template, two metadata schemas, a policy, and a member to try it
 * with. `schema` is where the configuration's JSON Schema stands, relative to the project's folder, if it is at hand.
 */
export function starterFiles(schema: string | undefined): readonly StarterFile[] {
  const described = schema === undefined ? configuration : { $schema: schema, ...configuration };
  return [
    { name: "claimsmith.json", text: jsonText(described) },
    { name: "session.claims", text: template },
    { name: "schemas/member.json", text: jsonText(memberSchema) },
    { name: "schemas/organization.json", text: jsonText(organizationSchema) },
    { name: "policy.json", text: jsonText(starterPolicy) },
    { name: "member.json", text: jsonText(starterMember) },
  ];
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
