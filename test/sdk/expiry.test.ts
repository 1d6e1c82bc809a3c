import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ComposedServer, startComposed } from "../support/composed-server.ts";
import { describeOnEachStore, masterKey, type TestStore } from "../support/each-store.ts";
import { b2b, declaredState } from "./support/declared-state.ts";
import { memberClient, refusalOf } from "./support/sdk-clients.ts";
import { trustedToken } from "./support/trusted-token.ts";

describeOnEachStore((stores) => {
  const minute = 60_000;

  /** How far the server's clock is behind the real one, which the client goes by. */
  let behind = 0;
  let store: TestStore;
  let server: ComposedServer;

  beforeAll(async () => {
    store = await stores.create();
    const clock = () => Date.now() - behind;
    server = await startComposed({ openStore: store.open, masterKey, clock, apply: declaredState() });
  });

  afterAll(async () => {
    await server.close();
    await store.remove();
  });

  /** A session that began some time ago. */
  async function attestedBefore(minutes: number, session_duration_minutes: number) {
    behind = minutes * minute;
    const token = await trustedToken({}, new Date(Date.now() - behind));
    try {
      const client = memberClient(server.url);
      return await client.sessions.attest({ profile_id: b2b.profileId, token, session_duration_minutes });
    } finally {
      behind = 0;
    }
  }

  describe("a JWT that has expired", () => {
    test("is no proof to the client, and gets a new one from the server while its session lives", async () => {
      const { session_jwt, member_session } = await attestedBefore(10, 60);
      const client = memberClient(server.url);
      await expect(client.sessions.authenticateJwtLocal({ session_jwt })).rejects.toMatchObject({
        code: "jwt_invalid",
      });
      const answer = await client.sessions.authenticateJwt({ session_jwt, session_custom_claims: { seen: true } });
      expect(answer.member_session.member_session_id).toBe(member_session.member_session_id);
      expect(answer).toMatchObject({ session_token: "", member_session: { custom_claims: { seen: true } } });
      const fresh = await client.sessions.authenticateJwtLocal({ session_jwt: answer.session_jwt });
      expect(fresh.member_session_id).toBe(member_session.member_session_id);
    });

    test("is refused once its session is over, and so is the session's token", async () => {
      const { session_jwt, session_token } = await attestedBefore(10, 5);
      const client = memberClient(server.url);
      expect(await refusalOf(client.sessions.authenticateJwt({ session_jwt }))).toBe("404 session_not_found");
      expect(await refusalOf(client.sessions.authenticate({ session_token }))).toBe("404 session_not_found");
    });
  });

  describe("a JWT of a session that ends within five minutes", () => {
    test("expires no later than its session", async () => {
      const { session_token } = await attestedBefore(3, 5);
      const client = memberClient(server.url);
      const { session_jwt, member_session } = await client.sessions.authenticate({ session_token });
      const end = Date.parse(member_session.expires_at);
      expect(end - Date.now()).toBeLessThanOrEqual(2 * minute);
      const at = (time: number) => client.sessions.authenticateJwtLocal({ session_jwt, current_date: new Date(time) });
      expect(await at(end - 2000)).toMatchObject({ member_session_id: member_session.member_session_id });
      await expect(at(end)).rejects.toMatchObject({ code: "jwt_invalid" });
    });
  });
});
