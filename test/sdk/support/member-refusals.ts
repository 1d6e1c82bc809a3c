import type stytch from "stytch";
import { b2b, consumer } from "./declared-state.ts";
import { type RefusedCall, unknownSession, unsignedJwt } from "./refused-call.ts";
import { sign, trustedToken } from "./trusted-token.ts";

const acme = { organization_id: "acme" };
const { profileId: profile_id, strictProfileId } = b2b;
const tooManyKeys = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`key${index}`, 1]));

function refused(method: string, error: string, call: RefusedCall<stytch.B2BClient>["call"]) {
  return { method, error, call };
}

/** For each method of the B2B client that is supported and takes arguments, calls that are refused. */
export const memberRefusals: readonly RefusedCall<stytch.B2BClient>[] = [
  refused("sessions.attest", "404 trusted_token_profile_not_found", async (client) =>
    client.sessions.attest({ profile_id: "none", token: await trustedToken() }),
  ),
  refused("sessions.attest", "400 invalid_trusted_auth_token", (client) =>
    client.sessions.attest({ profile_id, token: unsignedJwt }),
  ),
  refused("sessions.attest", "400 jwt_invalid_issuer", async (client) =>
    client.sessions.attest({ profile_id, token: await trustedToken({ iss: "https://other.example" }) }),
  ),
  refused("sessions.attest", "400 token_missing_organization_id_claim", async (client) =>
    client.sessions.attest({ profile_id, token: await sign({ email: "ada@example.com", sub: "u1" }) }),
  ),
  refused("sessions.attest", "404 organization_not_found", async (client) =>
    client.sessions.attest({ profile_id: strictProfileId, token: await trustedToken({ org: "nowhere" }) }),
  ),
  refused("sessions.attest", "404 member_not_found", async (client) =>
    client.sessions.attest({
      profile_id: strictProfileId,
      token: await trustedToken({ email: "nobody@example.com", sub: "nobody" }),
    }),
  ),
  refused("sessions.attest", "400 trusted_token_external_id_mismatch", async (client) =>
    client.sessions.attest({ profile_id, token: await trustedToken({ sub: "not-u1" }) }),
  ),
  refused("sessions.attest", "400 invalid_rbac_role_id", async (client) =>
    client.sessions.attest({ profile_id, token: await trustedToken({ assignments: ["chef"] }) }),
  ),
  refused("sessions.attest", "404 session_not_found", async (client) =>
    client.sessions.attest({ profile_id, token: await trustedToken(), ...unknownSession }),
  ),
  refused("sessions.authenticate", "404 session_not_found", (client) => client.sessions.authenticate(unknownSession)),
  refused("sessions.authenticate", "400 no_session_arguments", (client) => client.sessions.authenticate({})),
  refused("sessions.authenticate", "400 too_many_session_arguments", (client) =>
    client.sessions.authenticate({ ...unknownSession, session_jwt: "unknown" }),
  ),
  refused("sessions.authenticate", "400 invalid_session_duration_minutes", (client) =>
    client.sessions.authenticate({ ...unknownSession, session_duration_minutes: 4 }),
  ),
  refused("sessions.authenticate", "400 reserved_claims_in_custom_claims", (client) =>
    client.sessions.authenticate({ ...unknownSession, session_custom_claims: { iss: "me" } }),
  ),
  refused("sessions.authenticate", "400 stytch_claims_in_custom_claims", (client) =>
    client.sessions.authenticate({ ...unknownSession, session_custom_claims: { "https://stytch.com/session": {} } }),
  ),
  refused("sessions.authenticate", "400 custom_claims_too_large", (client) =>
    client.sessions.authenticate({ ...unknownSession, session_custom_claims: { a: "x".repeat(4096) } }),
  ),
  refused("sessions.authenticateJwt", "400 unable_to_parse_session_jwt", (client) =>
    client.sessions.authenticateJwt({ session_jwt: unsignedJwt }),
  ),
  refused("sessions.revoke", "400 no_session_revoke_arguments", (client) => client.sessions.revoke({})),
  refused("sessions.revoke", "400 too_many_session_revoke_arguments", (client) =>
    client.sessions.revoke({ ...unknownSession, member_id: "u1" }),
  ),
  refused("sessions.revoke", "404 session_not_found", (client) =>
    client.sessions.revoke({ member_session_id: "session-test-none" }),
  ),
  refused("sessions.revoke", "404 member_not_found", (client) =>
    client.sessions.revoke({ member_id: "member-test-none" }),
  ),
  refused("sessions.get", "404 organization_not_found", (client) =>
    client.sessions.get({ organization_id: "nowhere", member_id: "u1" }),
  ),
  refused("sessions.get", "404 member_not_found", (client) => client.sessions.get({ ...acme, member_id: "nobody" })),
  refused("sessions.getJWKS", "404 project_not_found", (client) =>
    client.sessions.getJWKS({ project_id: consumer.projectId }),
  ),
  refused("rbac.organizations.getOrgPolicy", "404 organization_not_found", (client) =>
    client.rbac.organizations.getOrgPolicy({ organization_id: "nowhere" }),
  ),
  refused("organizations.create", "400 organization_slug_already_used", (client) =>
    client.organizations.create({ organization_name: "Acme", organization_slug: "acme" }),
  ),
  refused("organizations.create", "400 organization_external_id_already_used", (client) =>
    client.organizations.create({ organization_name: "A", organization_external_id: "acme-1" }),
  ),
  refused("organizations.create", "400 organization_name_missing", (client) =>
    client.organizations.create({ organization_name: "" }),
  ),
  refused("organizations.get", "404 organization_not_found", (client) =>
    client.organizations.get({ organization_id: "../acme" }),
  ),
  refused("organizations.update", "400 invalid_organization_slug", (client) =>
    client.organizations.update({ ...acme, organization_slug: "a b" }),
  ),
  refused("organizations.update", "400 metadata_too_many_keys", (client) =>
    client.organizations.update({ ...acme, trusted_metadata: tooManyKeys }),
  ),
  refused("organizations.delete", "404 organization_not_found", (client) =>
    client.organizations.delete({ organization_id: "nowhere" }),
  ),
  refused("organizations.deleteExternalId", "404 organization_not_found", (client) =>
    client.organizations.deleteExternalId({ organization_id: "nowhere" }),
  ),
  refused("organizations.members.create", "400 duplicate_member_email", (client) =>
    client.organizations.members.create({ ...acme, email_address: "ADA@example.com" }),
  ),
  refused("organizations.members.create", "400 invalid_email", (client) =>
    client.organizations.members.create({ ...acme, email_address: "ada" }),
  ),
  refused("organizations.members.create", "400 cannot_assign_default_rbac_role_id", (client) =>
    client.organizations.members.create({ ...acme, email_address: "x@example.com", roles: ["stytch_member"] }),
  ),
  refused("organizations.members.get", "404 member_not_found", (client) =>
    client.organizations.members.get({ ...acme, email_address: "nobody@example.com" }),
  ),
  refused("organizations.members.get", "400 invalid_member_get_fields", (client) =>
    client.organizations.members.get(acme),
  ),
  refused("organizations.members.update", "400 duplicate_member_external_id", (client) =>
    client.organizations.members.update({ ...acme, member_id: "u1", external_id: "u2" }),
  ),
  refused("organizations.members.update", "400 metadata_too_large", (client) =>
    client.organizations.members.update({ ...acme, member_id: "u1", trusted_metadata: { a: "x".repeat(4096) } }),
  ),
  refused("organizations.members.delete", "404 member_not_found", (client) =>
    client.organizations.members.delete({ ...acme, member_id: "nobody" }),
  ),
  refused("organizations.members.reactivate", "404 no_deleted_member_found_for_reactivation", (client) =>
    client.organizations.members.reactivate({ ...acme, member_id: "u1" }),
  ),
  refused("organizations.members.dangerouslyGet", "404 member_not_found", (client) =>
    client.organizations.members.dangerouslyGet({ member_id: "member-test-none" }),
  ),
  refused("organizations.members.deleteExternalId", "404 member_not_found", (client) =>
    client.organizations.members.deleteExternalId({ ...acme, member_id: "nobody" }),
  ),
];
