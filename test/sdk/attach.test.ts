import type stytch from "stytch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { b2b, declaredState } from "./support/declared-state.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
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

  describe("a session that is there already, by the official client", () => {
    test("takes another trusted token as another factor", async () => {
      const { session_token, member_session } = await attest({ jti: "first" });
      const answer = await client.sessions.attest({
        ...profile,
        token: await trustedToken({ jti: "second" }),
        session_token,
      });
      expect(answer.session_token).toBe(session_token);
      expect(answer.member_session.member_session_id).toBe(member_session.member_session_id);
      const ids = answer.member_session.authentication_factors.map(
        (factor) => factor.trusted_auth_token_factor?.token_id,
      );
      expect(ids).toEqual(["first", "second"]);
    });

    test("takes no trusted token of another member, nor of another organization", async () => {
      const { session_token } = await attest();
      const { organization } = await client.organizations.create({ organization_name: "Other" });
      const attach = async (claims: Parameters<typeof trustedToken>[0]) =>
        refusalOf(client.sessions.attest({ ...profile, token: await trustedToken(claims), session_token }));
      expect(await attach({ email: "bob@example.com", sub: "u2" })).toBe("400 member_session_member_id_mismatch");
      expect(await attach({ email: "new@example.com", sub: "new" })).toBe("400 member_session_member_id_mismatch");
      expect(await attach({ org: organization.organization_id })).toBe("400 session_organization_mismatch");
      const { member_session } = await client.sessions.authenticate({ session_token });
      expect(member_session.authentication_factors).toHaveLength(1);
    });
  });
});
