import { decodeJwt } from "jose";
import type stytch from "stytch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { consumer, declaredState } from "./support/declared-state.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
import { missingFields } from "./support/required-fields.ts";
import { refusalOf, userClient } from "./support/sdk-clients.ts";
import { sign } from "./support/trusted-token.ts";

describeOnEachStore((stores) => {
  let server: ObservedServer;
  let client: stytch.Client;

  beforeAll(async () => {
    server = await startObserved(declaredState({ settings: {} }), stores);
    client = userClient(server.url);
  });

  afterAll(() => server.close());

  const read = { resource_id: "documents", action: "read" };

  /** A new session of the declared user, or of another one. */
  async function attest(claims: Parameters<typeof sign>[0] = {}) {
    const token = await sign({ email: "ada@example.com", sub: "u1", ...claims });
    const answer = await client.sessions.attest({ profile_id: consumer.profileId, token });
    const { session } = answer;
    if (session === undefined) throw new Error("an attest without a duration makes a session");
    return { ...answer, session };
  }

  describe("a user's session, by the official client", () => {
    test("begins with a trusted token, also without a duration, and its JWT has the claims of the template", async () => {
      const answer = await attest({ jti: "event-1", assignments: ["editor"] });
      expect(missingFields(answer, "b2c/sessions SessionsAttestResponse")).toEqual([]);
      const { session, user_id } = answer;
      expect(answer.session_token).not.toBe("");
      expect([session.user_id, decodeJwt(answer.session_jwt).sub, answer.user.user_id]).toEqual(Array(3).fill(user_id));
      expect(session.roles).toEqual(["stytch_user", "editor"]);
      expect(session.authentication_factors.map((factor) => factor.trusted_auth_token_factor?.token_id)).toEqual([
        "event-1",
      ]);
      expect(session.custom_claims).toEqual({
        email: "ada@example.com",
        tier: "none",
        roles: ["stytch_user", "editor"],
      });
    });

    test("is verified by the client alone, and needs no authenticate while its JWT is fresh", async () => {
      const { session_jwt, session } = await attest();
      await server.requests();
      const fresh = userClient(server.url);
      const local = await fresh.sessions.authenticateJwtLocal({ session_jwt });
      expect(missingFields(local, "b2c/sessions Session")).toEqual([]);
      const { session_id, user_id, roles, custom_claims } = session;
      expect(local).toMatchObject({ session_id, user_id, roles, custom_claims });
      await fresh.sessions.authenticateJwt({ session_jwt, authorization_check: read });
      expect(await server.requests()).toEqual(["GET /v1/sessions/jwks/:project_id 200", "GET /v1/rbac/policy 200"]);
      const remote = await fresh.sessions.authenticateJwt({ session_jwt, max_token_age_seconds: 0 });
      expect(missingFields(remote, "b2c/sessions SessionsAuthenticateResponse")).toEqual([]);
      expect(await server.requests()).toEqual(["POST /v1/sessions/authenticate 200"]);
    });

    test("is authorized as the policy says, by the server and by the client", async () => {
      const { session_token, session_jwt } = await attest({
        email: "reader@example.com",
        sub: "reader",
        assignments: ["reader"],
      });
      const allowed = await client.sessions.authenticate({ session_token, authorization_check: read });
      expect(allowed.verdict).toEqual({ authorized: true, granting_roles: ["reader"] });
      expect(missingFields(allowed, "b2c/sessions SessionsAuthenticateResponse")).toEqual([]);
      await client.sessions.authenticateJwtLocal({ session_jwt, authorization_check: read });
      const denied = { session_jwt, authorization_check: { ...read, action: "write" } };
      expect(await refusalOf(client.sessions.authenticateJwt(denied))).toBe("403 consumer_session_authorization_error");
      await expect(client.sessions.authenticateJwtLocal(denied)).rejects.toMatchObject({ code: "invalid_permissions" });
    });

    test("shows changed metadata at the next authenticate, and custom claims upon it", async () => {
      const { session_token, user_id } = await attest({ email: "eve@example.com", sub: "eve" });
      await client.users.update({ user_id, trusted_metadata: { tier: "silver" } });
      const send = async (session_custom_claims: Record<string, unknown>) => {
        const { session } = await client.sessions.authenticate({ session_token, session_custom_claims });
        return session.custom_claims;
      };
      const claims = { email: "eve@example.com", tier: "silver", roles: ["stytch_user"] };
      expect(await send({})).toEqual(claims);
      expect(await send({ cart: { items: 1, coupon: "x" } })).toEqual({ ...claims, cart: { items: 1, coupon: "x" } });
      expect(await send({ cart: { coupon: null } })).toEqual({ ...claims, cart: { items: 1 } });
      expect(await send({ cart: null, tier: null })).toEqual({ email: "eve@example.com", roles: ["stytch_user"] });
    });

    test("takes another trusted token as another factor", async () => {
      const { session_jwt, session } = await attest({ jti: "first" });
      const token = await sign({ email: "ada@example.com", sub: "u1", jti: "second" });
      const answer = await client.sessions.attest({ profile_id: consumer.profileId, token, session_jwt });
      expect(missingFields(answer, "b2c/sessions SessionsAttestResponse")).toEqual([]);
      expect([answer.session?.session_id, answer.session_token]).toEqual([session.session_id, ""]);
      const factors = answer.session?.authentication_factors ?? [];
      expect(factors.map((factor) => factor.trusted_auth_token_factor?.token_id)).toEqual(["first", "second"]);
    });

    test("is longer or shorter by the duration that is asked for", async () => {
      const { session_token } = await attest();
      const minutesAfter = async (session_duration_minutes: number) => {
        const { session } = await client.sessions.authenticate({ session_token, session_duration_minutes });
        return (Date.parse(session.expires_at ?? "") - Date.parse(session.last_accessed_at ?? "")) / 60_000;
      };
      expect([await minutesAfter(527_040), await minutesAfter(5)]).toEqual([527_040, 5]);
    });

    test.each(["session_token", "session_jwt", "session_id"] as const)(
      "is listed until it is revoked by %s",
      async (argument) => {
        const { session_token, session_jwt, user_id, session } = await attest({
          email: `${argument}@example.com`,
          sub: argument,
        });
        const { session_id } = session;
        const ids = async () => {
          const answer = await client.sessions.get({ user_id });
          expect(missingFields(answer, "b2c/sessions SessionsGetResponse")).toEqual([]);
          return answer.sessions.map((listed) => listed.session_id);
        };
        expect(await ids()).toEqual([session_id]);
        const revoked = await client.sessions.revoke({
          [argument]: { session_token, session_jwt, session_id }[argument],
        });
        expect(missingFields(revoked, "b2c/sessions SessionsRevokeResponse")).toEqual([]);
        expect(await ids()).toEqual([]);
        expect(await refusalOf(client.sessions.authenticate({ session_token }))).toBe("404 session_not_found");
        expect(await refusalOf(client.sessions.authenticate({ session_jwt }))).toBe("404 session_not_found");
      },
    );
  });
});
