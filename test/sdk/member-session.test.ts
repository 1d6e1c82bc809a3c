import { decodeJwt } from "jose";
import type stytch from "stytch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer } from "../../src/server/start/start-server.ts";
import { describeOnEachStore } from "../support/each-store.ts";
import { b2b, declaredState } from "./support/declared-state.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
import { missingFields } from "./support/required-fields.ts";
import { memberClient, refusalOf } from "./support/sdk-clients.ts";
import { trustedToken } from "./support/trusted-token.ts";

describeOnEachStore((stores) => {
  let server: ObservedServer;
  let client: stytch.B2BClient;

  beforeAll(async () => {
    server = await startObserved(declaredState({ settings: {} }), stores);
    client = memberClient(server.url);
  });

  afterAll(() => server.close());

  const profile = { profile_id: b2b.profileId };
  const read = { organization_id: b2b.organizationId, resource_id: "documents", action: "read" };
  const write = { ...read, action: "write" };

  /** A new session of a declared member. */
  async function attest(claims: Parameters<typeof trustedToken>[0] = {}) {
    return client.sessions.attest({ ...profile, token: await trustedToken(claims) });
  }

  const bob = { email: "bob@example.com", sub: "u2" };

  describe("a member's session, by the official client", () => {
    test("begins with a trusted token, and its JWT has the claims of the template", async () => {
      const answer = await attest({ jti: "event-1" });
      expect(missingFields(answer, "b2b/sessions B2BSessionsAttestResponse")).toEqual([]);
      const { member_session: session, member, organization } = answer;
      expect(answer.session_token).not.toBe("");
      expect([answer.member_id, session.member_id, decodeJwt(answer.session_jwt).sub]).toEqual(
        Array(3).fill(member.member_id),
      );
      expect(organization.organization_id).toBe(b2b.organizationId);
      expect(session).toMatchObject({
        organization_id: b2b.organizationId,
        organization_slug: "acme",
        roles: ["stytch_member", "editor"],
        authentication_factors: [
          {
            type: "trusted_auth_token",
            delivery_method: "trusted_token_exchange",
            trusted_auth_token_factor: { token_id: "event-1" },
          },
        ],
      });
      expect(session.custom_claims).toEqual({
        plan: "gold",
        tier: "none",
        roles: ["stytch_member", "editor"],
        can: ["read", "write"],
      });
      const lifetime = Date.parse(session.expires_at) - Date.parse(session.started_at);
      expect(lifetime).toBe(60 * 60_000);
    });

    test("is verified by the client alone, from the key set", async () => {
      const { session_jwt, member_session } = await attest();
      await server.requests();
      const fresh = memberClient(server.url);
      const session = await fresh.sessions.authenticateJwtLocal({ session_jwt });
      expect(missingFields(session, "b2b/sessions MemberSession")).toEqual([]);
      const { member_session_id, member_id, organization_id, organization_slug, roles, custom_claims } = member_session;
      expect(session).toMatchObject({
        member_session_id,
        member_id,
        organization_id,
        organization_slug,
        roles,
        custom_claims,
      });
      expect(await server.requests()).toEqual(["GET /v1/b2b/sessions/jwks/:project_id 200"]);
    });

    test("needs no request to authenticate while its JWT is fresh, and one when it is not to be trusted", async () => {
      const { session_jwt } = await attest();
      const fresh = memberClient(server.url);
      await server.requests();
      const local = await fresh.sessions.authenticateJwt({ session_jwt });
      expect(local.session_jwt).toBe(session_jwt);
      expect(await server.requests()).toEqual(["GET /v1/b2b/sessions/jwks/:project_id 200"]);
      await fresh.sessions.authenticateJwt({ session_jwt, authorization_check: read });
      expect((await server.requests()).toSorted()).toEqual([
        "GET /v1/b2b/rbac/organizations/:organization_id 200",
        "GET /v1/b2b/rbac/policy 200",
      ]);
      await fresh.sessions.authenticateJwt({ session_jwt });
      expect(await server.requests()).toEqual([]);
      const remote = await fresh.sessions.authenticateJwt({ session_jwt, max_token_age_seconds: 0 });
      expect(missingFields(remote, "b2b/sessions B2BSessionsAuthenticateResponse")).toEqual([]);
      expect(await server.requests()).toEqual(["POST /v1/b2b/sessions/authenticate 200"]);
    });

    test("is authorized as the policy says, by the server and by the client", async () => {
      const { session_jwt, session_token } = await attest(bob);
      const allowed = await client.sessions.authenticate({ session_token, authorization_check: read });
      expect(allowed.verdict).toEqual({ authorized: true, granting_roles: ["reader"] });
      expect(missingFields(allowed, "b2b/sessions B2BSessionsAuthenticateResponse")).toEqual([]);
      expect(await client.sessions.authenticateJwtLocal({ session_jwt, authorization_check: read })).toMatchObject({
        roles: ["stytch_member", "reader"],
      });

      const denied = { session_jwt, authorization_check: write };
      expect(await refusalOf(client.sessions.authenticateJwt(denied))).toBe("403 session_authorization_error");
      await expect(client.sessions.authenticateJwtLocal(denied)).rejects.toMatchObject({ code: "invalid_permissions" });

      const elsewhere = { session_jwt, authorization_check: { ...read, organization_id: "organization-test-other" } };
      expect(await refusalOf(client.sessions.authenticateJwt(elsewhere))).toBe(
        "403 session_authorization_tenancy_error",
      );
      await expect(client.sessions.authenticateJwtLocal(elsewhere)).rejects.toMatchObject({ code: "tenancy_mismatch" });
    });

    test("shows changed metadata and roles at the next authenticate", async () => {
      const sub = "metadata-1";
      const { session_token, member_id } = await attest({ email: "eve@example.com", sub });
      const updated = await client.organizations.members.update({
        organization_id: b2b.organizationId,
        member_id,
        trusted_metadata: { tier: "silver" },
        roles: ["reader"],
      });
      expect(missingFields(updated, "b2b/organizations_members B2BOrganizationsMembersUpdateResponse")).toEqual([]);
      const { member_session, session_jwt } = await client.sessions.authenticate({ session_token });
      const claims = { plan: "gold", tier: "silver", roles: ["stytch_member", "reader"], can: ["read"] };
      expect(member_session.custom_claims).toEqual(claims);
      expect(decodeJwt(session_jwt)).toMatchObject(claims);
      await client.organizations.update({ organization_id: "acme-1", trusted_metadata: { plan: "platinum" } });
      const again = await client.sessions.authenticate({ session_token });
      await client.organizations.update({ organization_id: "acme-1", trusted_metadata: { plan: "gold" } });
      expect(again.member_session.custom_claims).toEqual({ ...claims, plan: "platinum" });
    });

    test("takes custom claims: added, changed, deleted and nested ones, also those of the template", async () => {
      const { session_token } = await attest(bob);
      const send = async (session_custom_claims: Record<string, unknown>) => {
        const { member_session, session_jwt } = await client.sessions.authenticate({
          session_token,
          session_custom_claims,
        });
        const claims = member_session.custom_claims ?? {};
        expect(decodeJwt(session_jwt)).toMatchObject(claims);
        return claims;
      };
      const fromTemplate = { plan: "gold", tier: "none", roles: ["stytch_member", "reader"], can: ["read"] };
      expect(await send({ key_1: 1, key_2: 2 })).toEqual({ ...fromTemplate, key_1: 1, key_2: 2 });
      expect(await send({ key_1: 9 })).toEqual({ ...fromTemplate, key_1: 9, key_2: 2 });
      expect(await send({ key_1: null })).toEqual({ ...fromTemplate, key_2: 2 });
      expect(await send({ e: { nested1: "val1", nested2: "val2" } })).toEqual({
        ...fromTemplate,
        key_2: 2,
        e: { nested1: "val1", nested2: "val2" },
      });
      expect(await send({ e: { nested1: null, nested3: "val3" } })).toEqual({
        ...fromTemplate,
        key_2: 2,
        e: { nested2: "val2", nested3: "val3" },
      });
      const { plan: _, ...rest } = fromTemplate;
      const last = { ...rest, tier: "gold", e: { nested2: "val2", nested3: "val3" } };
      expect(await send({ plan: null, tier: "gold", key_2: null })).toEqual(last);
      const { member_session } = await client.sessions.authenticate({ session_token });
      expect(member_session.custom_claims).toEqual(last);
    });

    test("has the claims of a template that was applied meanwhile, at the next mint", async () => {
      const { session_token, session_jwt } = await attest();
      const template = '{ "who": "<< member.name >> of << organization.organization_name >>" }';
      await applyElsewhere(declaredState({ settings: {}, template }));
      const answer = await client.sessions.authenticate({ session_token });
      await applyElsewhere(declaredState({ settings: {} }));
      expect(answer.member_session.custom_claims).toEqual({ who: "Ada of Acme" });
      expect(decodeJwt(answer.session_jwt)).toMatchObject({ who: "Ada of Acme" });
      expect(decodeJwt(session_jwt)).toMatchObject({ plan: "gold" });
      const { member_session } = await client.sessions.authenticate({ session_token });
      expect(member_session.custom_claims).toMatchObject({ plan: "gold" });
    });

    test("is authenticated by a JWT, too, and then has no token to tell", async () => {
      const { session_jwt, member_session } = await attest();
      const answer = await client.sessions.authenticate({ session_jwt, session_duration_minutes: 120 });
      expect(missingFields(answer, "b2b/sessions B2BSessionsAuthenticateResponse")).toEqual([]);
      expect(answer.session_token).toBe("");
      const { member_session_id, started_at } = member_session;
      expect(answer.member_session).toMatchObject({ member_session_id, started_at });
      const { expires_at, last_accessed_at } = answer.member_session;
      expect(Date.parse(expires_at) - Date.parse(last_accessed_at)).toBe(120 * 60_000);
      expect(decodeJwt(answer.session_jwt).sub).toBe(member_session.member_id);
    });
  });

  /** Applies a state by another server on the same store. */
  async function applyElsewhere(state: object): Promise<void> {
    const other = await startServer({ ...server.store.options, apply: state });
    await other.close();
  }
});
