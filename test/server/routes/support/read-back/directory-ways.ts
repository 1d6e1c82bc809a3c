import { environmentPath } from "../../management/support/management-app.ts";
import type { ReadBack } from "./read-back.ts";
import { valueAt } from "./schema-fields.ts";
import type { WholeAnswers } from "./whole-answers.ts";

const metadata = { trusted_metadata: { plan: "pro" }, untrusted_metadata: { theme: "dark" } };

/** A value for each field of an organization. */
export const organizationSample = {
  organization_name: "Acme",
  organization_slug: "acme",
  organization_external_id: "acme-1",
  organization_logo_url: "https://acme.example.com/logo.png",
  trusted_metadata: metadata.trusted_metadata,
  rbac_email_implicit_role_assignments: [{ domain: "example.com", role_id: "editor" }],
  sso_default_connection_id: "connection-1",
  sso_jit_provisioning: "RESTRICTED",
  sso_jit_provisioning_allowed_connections: ["connection-1"],
  email_allowed_domains: ["example.com"],
  email_jit_provisioning: "RESTRICTED",
  email_invites: "RESTRICTED",
  auth_methods: "RESTRICTED",
  allowed_auth_methods: ["sso"],
  mfa_policy: "REQUIRED_FOR_ALL",
  mfa_methods: "RESTRICTED",
  allowed_mfa_methods: ["totp"],
  oauth_tenant_jit_provisioning: "RESTRICTED",
  allowed_oauth_tenants: { slack: ["T1"], hubspot: ["H1"], github: ["G1"] },
  claimed_email_domains: ["example.org"],
  first_party_connected_apps_allowed_type: "RESTRICTED",
  allowed_first_party_connected_apps: ["app-1"],
  third_party_connected_apps_allowed_type: "NOT_ALLOWED",
  allowed_third_party_connected_apps: ["app-2"],
};

/** A value for each field of any member. */
export const memberSample = {
  ...metadata,
  email_address: "ada@example.com",
  name: "Ada",
  external_id: "u1",
  roles: ["editor"],
  is_breakglass: true,
  mfa_phone_number: "+15005550006",
  mfa_enrolled: true,
  default_mfa_method: "totp",
};

/** A value for each field of any user. */
export const userSample = {
  ...metadata,
  name: { first_name: "Ada", middle_name: "King", last_name: "Lovelace" },
  external_id: "u1",
  roles: ["editor"],
};

/** A policy of a project's own. */
export const policySample = {
  custom_roles: [
    { role_id: "editor", description: "Edits", permissions: [{ resource_id: "documents", actions: ["read"] }] },
  ],
  custom_resources: [{ resource_id: "documents", description: "Texts", available_actions: ["read", "write"] }],
  custom_scopes: [
    { scope: "read:documents", description: "Reads", permissions: [{ resource_id: "documents", actions: ["read"] }] },
  ],
};

/** The roles of a member or user but for the one that everybody has. */
export function assignedRoles(view: unknown): readonly unknown[] {
  const roles: readonly unknown[] = Object(valueAt(view, "roles"));
  const ids = [...roles].map((role) => (typeof role === "string" ? role : valueAt(role, "role_id")));
  return ids.filter((id) => !String(id).startsWith("stytch_"));
}

const roles = { roles: { at: assignedRoles } };
const pending = { at: "status", as: "pending" };

/** Gives both projects the policy that the samples of records name roles of. */
export async function writePolicies({ ask, authorization: { any: authorization } }: WholeAnswers): Promise<void> {
  for (const vertical of ["b2b", "consumer"] as const) {
    await ask("PUT", `${environmentPath(vertical)}/rbac_policy`, { authorization, body: policySample });
  }
}

/** The ways to write organizations, members and users. */
export async function directoryWays({
  ask,
  authorization,
}: WholeAnswers): Promise<Record<string, readonly ReadBack[]>> {
  const b2b = authorization.b2b;
  const consumer = authorization.consumer;
  const organizations = "/v1/b2b/organizations";
  const create = async (body: object) => {
    const { organization } = await ask("POST", organizations, { authorization: b2b, body });
    return String(valueAt(organization, "organization_id"));
  };
  const organization = async (id: string) =>
    (await ask("GET", `${organizations}/${id}`, { authorization: b2b })).organization;
  const home = `${organizations}/${await create({ organization_name: "Home" })}`;
  const addMember = async (body: object) =>
    String((await ask("POST", `${home}/members`, { authorization: b2b, body })).member_id);
  const member = async (id: string) =>
    (await ask("GET", `${home}/member?member_id=${id}`, { authorization: b2b })).member;
  const addUser = async (body: object) =>
    String((await ask("POST", "/v1/users", { authorization: consumer, body })).user_id);
  const user = (id: string) => ask("GET", `/v1/users/${id}`, { authorization: consumer });
  const changed = { organization_slug: "acme-2", organization_external_id: "acme-3" };
  const changedOrganization = await create({ organization_name: "Other" });
  const changedMember = await addMember({ email_address: "bob@example.com" });
  const changedUser = await addUser({ email: "bob@example.com" });
  return {
    "POST /v1/b2b/organizations": [
      {
        write: async (body) => organization(await create(body)),
        without: { organization_name: "Before" },
        sample: organizationSample,
      },
    ],
    "PUT /v1/b2b/organizations/:organization_id": [
      {
        async write(body) {
          await ask("PUT", `${organizations}/${changedOrganization}`, { authorization: b2b, body });
          return organization(changedOrganization);
        },
        without: {},
        sample: { ...organizationSample, ...changed },
      },
    ],
    "POST /v1/b2b/organizations/:organization_id/members": [
      {
        write: async (body) => member(await addMember(body)),
        without: { email_address: "before@example.com" },
        sample: { ...memberSample, create_member_as_pending: true },
        shown: { ...roles, create_member_as_pending: pending },
      },
    ],
    "PUT /v1/b2b/organizations/:organization_id/members/:member_id": [
      {
        async write(body) {
          await ask("PUT", `${home}/members/${changedMember}`, { authorization: b2b, body });
          return member(changedMember);
        },
        without: {},
        sample: { ...memberSample, email_address: "other@example.com", external_id: "u2" },
        shown: roles,
      },
    ],
    "POST /v1/users": [
      {
        write: async (body) => user(await addUser(body)),
        without: { email: "before@example.com" },
        sample: { ...userSample, email: "ada@example.com", phone_number: "+15005550006", create_user_as_pending: true },
        shown: {
          ...roles,
          email: { at: "emails[].email" },
          phone_number: { at: "phone_numbers[].phone_number" },
          create_user_as_pending: pending,
        },
      },
    ],
    "PUT /v1/users/:user_id": [
      {
        async write(body) {
          await ask("PUT", `/v1/users/${changedUser}`, { authorization: consumer, body });
          return user(changedUser);
        },
        without: {},
        sample: { ...userSample, external_id: "u2" },
        shown: roles,
      },
    ],
  };
}
