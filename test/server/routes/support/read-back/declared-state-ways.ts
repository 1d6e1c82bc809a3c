import { applyDeclaredState } from "../../../../../src/publishing/index.ts";
import { publicKeys } from "../../../../support/public-keys.ts";
import { basic } from "../../../support/basic.ts";
import { assignedRoles, memberSample, organizationSample, userSample } from "./directory-ways.ts";
import { profileSample, publicKeysOf } from "./management-ways.ts";
import type { ReadBack } from "./read-back.ts";
import { valueAt } from "./schema-fields.ts";
import type { WholeAnswers } from "./whole-answers.ts";

type VerticalId = "b2b" | "consumer";

const permissions = [{ resource_id: "documents", actions: ["read"] }];

/** A value for each field that projects of both verticals have, beside those that say which project it is. */
const projectSample = {
  settings: { signing_algorithm: "ES256" },
  template: '{ "a": 1 }',
  custom_audience: "https://api.example.com",
  policy: {
    roles: [{ role_id: "editor", description: "Edits", permissions }],
    resources: [{ resource_id: "documents", description: "Texts", actions: ["read", "write"] }],
    scopes: [{ scope: "read:documents", description: "Reads", permissions }],
  },
};

const published = { name: "idp", issuer: "i", audience: "a", jwks_url: "https://auth.example.com/jwks" };
const member = { ...memberSample, member_id: "member-test-1", create_member_as_pending: true };
const organization = { ...organizationSample, organization_id: "organization-test-1", members: [member] };
const user = {
  ...userSample,
  user_id: "user-test-1",
  email: "ada@example.com",
  phone_number: "+15005550006",
  create_user_as_pending: true,
};

/** A project of that name with some fields. */
function stateOf(name: string, vertical: VerticalId, fields: object): object {
  const project_id = `project-test-${name}-${vertical}`;
  const secret = `secret-test-${name}-${vertical}-0123456789abcdefghijklmnopqrstuvwxyz`;
  return {
    projects: [{ project_id, project_slug: vertical, environment_slug: name, vertical, secret, ...fields }],
  };
}

/** The ways to declare all that a state can say. */
export function declaredStateWays(app: WholeAnswers): readonly ReadBack[] {
  const write = (state: object) => declared(app, state);
  const before = { name: "before", issuer: "before", audience: "before", pem_files: [publicKeys.rsa] };
  const ofMembers = "projects[].organizations[].members[]";
  const ofUsers = "projects[].users[]";
  return [
    {
      write,
      without: stateOf("before", "b2b", {
        profiles: [before],
        organizations: [
          {
            organization_name: "Before",
            organization_slug: "before",
            members: [{ email_address: "before@example.com" }],
          },
        ],
      }),
      sample: stateOf("sample", "b2b", {
        ...projectSample,
        profiles: [{ ...profileSample, profile_id: "profile-1", pem_files: [publicKeys.p256] }],
        organizations: [organization],
      }),
      shown: { [`${ofMembers}.create_member_as_pending`]: { at: `${ofMembers}.status`, as: "pending" } },
    },
    {
      write,
      without: stateOf("before", "consumer", { profiles: [before], users: [{ email: "before@example.com" }] }),
      sample: stateOf("sample", "consumer", {
        ...projectSample,
        profiles: [{ ...published, profile_id: "profile-1", public_key_type: "JWK" }],
        users: [user],
      }),
      shown: {
        [`${ofUsers}.email`]: { at: `${ofUsers}.emails[].email` },
        [`${ofUsers}.phone_number`]: { at: `${ofUsers}.phone_numbers[].phone_number` },
        [`${ofUsers}.create_user_as_pending`]: { at: `${ofUsers}.status`, as: "pending" },
      },
    },
  ];
}

/** Applies a state, and returns what the API shows of it at the places of the state. */
async function declared({ ask, backend, authorization }: WholeAnswers, state: object): Promise<unknown> {
  const host = { readFile: () => Promise.reject(new Error("no file is named")), printSecret: () => {} };
  const application = await applyDeclaredState(backend, state, host);
  if (!application.ok) throw new Error(JSON.stringify(application.problems));
  const said = (field: string) => valueAt(state, `projects[].${field}`);
  const management = `/pwa/v3/projects/${said("project_slug")}/environments/${said("environment_slug")}`;
  const managed = (path: string) => ask("GET", `${management}${path}`, { authorization: authorization.any });
  const api = said("vertical") === "b2b" ? "/v1/b2b" : "/v1";
  const header = basic(`${said("project_id")}:${said("secret")}`);
  const read = (path: string) => ask("GET", `${api}${path}`, { authorization: header });

  const { jwt_template } = await managed("/jwt_templates/SESSION");
  const profile = valueAt(await managed("/trusted_token_profiles"), "profiles[]");
  const { policy } = await read("/rbac/policy");
  const algorithm = valueAt(await read(`/sessions/jwks/${said("project_id")}`), "keys[].alg");
  const idOf = (what: string) => application.changes.find((change) => change.what === what)?.id;
  const records =
    api === "/v1"
      ? { users: [withAssignedRoles(await read(`/users/${idOf("user")}`))] }
      : { organizations: [await organizationOf(read, idOf("organization"), idOf("member"))] };
  return {
    projects: [
      {
        settings: { signing_algorithm: algorithm },
        template: valueAt(jwt_template, "template_content"),
        custom_audience: valueAt(jwt_template, "custom_audience"),
        policy: withoutDefaults(policy),
        profiles: [{ ...Object(profile), pem_files: publicKeysOf(profile) }],
        ...records,
      },
    ],
  };
}

async function organizationOf(
  read: (path: string) => Promise<Readonly<Record<string, unknown>>>,
  organizationId: string | undefined,
  memberId: string | undefined,
): Promise<object> {
  const answer = await read(`/organizations/${organizationId}/member?member_id=${memberId}`);
  return { ...Object(answer.organization), members: [withAssignedRoles(answer.member)] };
}

function withAssignedRoles(view: unknown): object {
  return { ...Object(view), roles: assignedRoles(view) };
}

/** A policy without what every policy has. */
function withoutDefaults(policy: unknown): object {
  const own = (list: string, id: string) => {
    const all: readonly unknown[] = Object(valueAt(policy, list));
    return [...all].filter((entry) => !String(valueAt(entry, id)).startsWith("stytch"));
  };
  return {
    roles: own("roles", "role_id"),
    resources: own("resources", "resource_id"),
    scopes: own("scopes", "scope"),
  };
}
