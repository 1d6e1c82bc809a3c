import { type Static, Type } from "typebox";
import {
  implicitRolesOf,
  type Organization,
  readMemberSettings,
  readMetadata,
  rolesOf,
  type Subject,
} from "../../directory/index.ts";
import { invariant } from "../../language/invariant.ts";
import type { NothingLeft, ProjectContext } from "../../projects/index.ts";
import { optionalField } from "./optional-field.ts";
import { rfc3339Micros } from "./rfc3339-micros.ts";

const sourceSchema = Type.Object({
  type: Type.String(),
  details: optionalField(Type.Object({ domain: Type.String() })),
});
const roleSchema = Type.Object({ role_id: Type.String(), sources: Type.Array(sourceSchema) });

/** A member as the API returns it. What belongs to other ways to sign in is empty. */
export const memberSchema = Type.Object({
  organization_id: Type.String(),
  member_id: Type.String(),
  external_id: optionalField(Type.String()),
  email_address: Type.String(),
  email_address_verified: Type.Boolean(),
  retired_email_addresses: Type.Array(Type.Unknown()),
  status: Type.String(),
  name: Type.String(),
  trusted_metadata: Type.Unknown(),
  untrusted_metadata: Type.Unknown(),
  roles: Type.Array(roleSchema),
  is_admin: Type.Boolean(),
  is_breakglass: Type.Boolean(),
  is_locked: Type.Boolean(),
  mfa_enrolled: Type.Boolean(),
  mfa_phone_number: Type.String(),
  mfa_phone_number_verified: Type.Boolean(),
  default_mfa_method: Type.String(),
  totp_registration_id: Type.String(),
  member_password_id: Type.String(),
  sso_registrations: Type.Array(Type.Unknown()),
  oauth_registrations: Type.Array(Type.Unknown()),
  created_at: Type.String(),
  updated_at: Type.String(),
});

/** The view of a member of an organization. */
export function memberView(
  context: ProjectContext,
  member: Subject,
  organization: Organization,
): Required<Static<typeof memberSchema>> {
  const { emailAddress } = member;
  invariant(emailAddress !== null, "a member has an e-mail address");
  const roles = rolesOf(context, member, organization);
  const { is_breakglass, mfa_enrolled, default_mfa_method, ...rest } = readMemberSettings(member.otherFields);
  rest satisfies NothingLeft;
  return {
    organization_id: member.organizationId,
    member_id: member.id,
    external_id: member.externalId ?? undefined,
    email_address: emailAddress,
    email_address_verified: false,
    retired_email_addresses: [],
    status: member.status,
    name: member.name,
    trusted_metadata: readMetadata(member.trustedMetadata),
    untrusted_metadata: readMetadata(member.untrustedMetadata),
    roles: roles.map((roleId) => ({ role_id: roleId, sources: sourcesOf(roleId, member, organization) })),
    is_admin: roles.includes("stytch_admin"),
    is_breakglass,
    is_locked: false,
    mfa_enrolled,
    mfa_phone_number: member.phoneNumber,
    mfa_phone_number_verified: false,
    default_mfa_method,
    totp_registration_id: "",
    member_password_id: "",
    sso_registrations: [],
    oauth_registrations: [],
    created_at: rfc3339Micros(member.createdAt),
    updated_at: rfc3339Micros(member.updatedAt),
  };
}

/**
 * The sources of a role in effect. The role that everybody has counts as assigned directly: the API has no other word
 * for it.
 */
function sourcesOf(
  roleId: string,
  member: Subject,
  organization: Organization,
): Required<Static<typeof sourceSchema>>[] {
  const byDomain = implicitRolesOf(member, organization)
    .filter((implicit) => implicit.roleId === roleId)
    .map(({ domain }) => ({ type: "email_assignment", details: { domain } }));
  const isDirect = member.roles.includes(roleId) || byDomain.length === 0;
  return [...(isDirect ? [{ type: "direct_assignment", details: undefined }] : []), ...byDomain];
}
