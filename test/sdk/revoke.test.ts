import type stytch from "stytch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
    server = await startObserved(declaredState(), stores);
    client = memberClient(server.url);
  });

  afterAll(() => server.close());

  const profile = { profile_id: b2b.profileId };

  async function attest(claims: Parameters<typeof trustedToken>[0] = {}) {
    return client.sessions.attest({ ...profile, token: await trustedToken(claims) });
  }

  describe("a member's session, by the official client", () => {
    test("is listed with the member's other sessions while it lives", async () => {
      const { member_id, member_session } = await attest({ email: "lists@example.com", sub: "lists" });
      const other = await attest({ email: "lists@example.com", sub: "lists" });
      const ids = async () => {
        const answer = await client.sessions.get({ organization_id: "acme", member_id });
        expect(missingFields(answer, "b2b/sessions B2BSessionsGetResponse")).toEqual([]);
        return answer.member_sessions.map((session) => session.member_session_id).toSorted();
      };
      const both = [member_session.member_session_id, other.member_session.member_session_id].toSorted();
      expect(await ids()).toEqual(both);
      await client.sessions.revoke({ session_token: other.session_token });
      expect(await ids()).toEqual([member_session.member_session_id]);
    });

    test.each(["session_token", "session_jwt", "member_session_id", "member_id"] as const)(
      "ends when it is revoked by %s",
      async (argument) => {
        const answer = await attest({ email: `${argument}@example.com`, sub: argument });
        const { session_token, session_jwt, member_id } = answer;
        const { member_session_id } = answer.member_session;
        const named = { session_token, session_jwt, member_id, member_session_id };
        const revoked = await client.sessions.revoke({ [argument]: named[argument] });
        expect(missingFields(revoked, "b2b/sessions B2BSessionsRevokeResponse")).toEqual([]);
        expect(await refusalOf(client.sessions.authenticate({ session_token }))).toBe("404 session_not_found");
        expect(await refusalOf(client.sessions.authenticate({ session_jwt }))).toBe("404 session_not_found");
        const token = await trustedToken({ email: `${argument}@example.com`, sub: argument });
        expect(await refusalOf(client.sessions.attest({ ...profile, token, session_token }))).toBe(
          "404 session_not_found",
        );
        // What is out verifies without the server until it expires.
        expect(await client.sessions.authenticateJwtLocal({ session_jwt })).toMatchObject({ member_session_id });
      },
    );
  });
});
