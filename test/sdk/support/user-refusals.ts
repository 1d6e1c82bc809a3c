import type stytch from "stytch";
import { b2b, consumer } from "./declared-state.ts";
import { type RefusedCall, unknownSession, unsignedJwt } from "./refused-call.ts";
import { sign, trustedToken } from "./trusted-token.ts";

const { profileId: profile_id } = consumer;

function refused(method: string, error: string, call: RefusedCall<stytch.Client>["call"]) {
  return { method, error, call };
}

/** For each method of the consumer client that is supported and takes arguments, calls that are refused. */
export const userRefusals: readonly RefusedCall<stytch.Client>[] = [
  refused("sessions.attest", "404 trusted_token_profile_not_found", async (client) =>
    client.sessions.attest({ profile_id: b2b.profileId, token: await trustedToken() }),
  ),
  refused("sessions.attest", "400 invalid_trusted_auth_token", async (client) =>
    client.sessions.attest({ profile_id, token: await sign({ sub: "u1" }) }),
  ),
  refused("sessions.attest", "400 jwt_invalid_audience", async (client) =>
    client.sessions.attest({ profile_id, token: await trustedToken({ aud: "other" }) }),
  ),
  refused("sessions.authenticate", "404 session_not_found", (client) =>
    client.sessions.authenticate({
      ...unknownSession,
      authorization_check: { resource_id: "documents", action: "read" },
    }),
  ),
  refused("sessions.authenticateJwt", "400 unable_to_parse_session_jwt", (client) =>
    client.sessions.authenticateJwt({ session_jwt: unsignedJwt }),
  ),
  refused("sessions.revoke", "404 session_not_found", (client) =>
    client.sessions.revoke({ session_id: "session-test-none" }),
  ),
  refused("sessions.get", "404 user_not_found", (client) => client.sessions.get({ user_id: "nobody" })),
  refused("sessions.getJWKS", "404 project_not_found", (client) =>
    client.sessions.getJWKS({ project_id: "project-test-none" }),
  ),
  refused("users.create", "400 duplicate_email", (client) => client.users.create({ email: "ADA@example.com" })),
  refused("users.create", "400 duplicate_user_external_id", (client) =>
    client.users.create({ email: "x@example.com", external_id: "u1" }),
  ),
  refused("users.get", "404 user_not_found", (client) => client.users.get({ user_id: "nobody" })),
  refused("users.update", "400 invalid_rbac_role_id", (client) =>
    client.users.update({ user_id: "u1", roles: ["chef"] }),
  ),
  refused("users.delete", "404 user_not_found", (client) => client.users.delete({ user_id: "nobody" })),
  refused("users.deleteExternalId", "404 user_not_found", (client) =>
    client.users.deleteExternalId({ user_id: "nobody" }),
  ),
];
