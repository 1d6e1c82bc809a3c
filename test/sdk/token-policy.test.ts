import { afterAll, beforeAll, expect, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { b2b, consumer, declaredState } from "./support/declared-state.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
import { memberClient, userClient } from "./support/sdk-clients.ts";
import { trustedToken } from "./support/trusted-token.ts";

const state = declaredState({
  template: "{}",
  userTemplate: "{}",
  profile: {
    conditions: [{ expression: '"mfa" in token.amr', message: "sign in with a second factor" }],
    token_schema: {
      properties: { amr: { items: { type: "string" } }, groups: { items: { type: "string" } }, dept: true, tid: true },
    },
  },
  mapping: {
    role_ids: '<< token.groups.filter(g, g in ["editor", "reader"]) >>',
    trusted_metadata: '{ "dept": << token.dept >> }',
    session_custom_claims: '{ "tenant": "t-<< token.tid >>" }',
  },
});

describeOnEachStore((stores) => {
  let server: ObservedServer;
  beforeAll(async () => {
    server = await startObserved(state, stores);
  });
  afterAll(() => server.close());

  const claims = { amr: ["mfa"], groups: ["reader", "x"], dept: "it", tid: 7 };

  test("what a profile says of tokens holds for members, by the official client", async () => {
    const client = memberClient(server.url);
    const attest = async (more: object) => {
      const token = await trustedToken({ ...claims, ...more });
      return client.sessions.attest({ profile_id: b2b.profileId, token, session_duration_minutes: 5 });
    };
    const { member, member_session } = await attest({});
    expect(member.trusted_metadata).toEqual({ dept: "it" });
    expect(member.roles.map(({ role_id }) => role_id)).toEqual(["stytch_member", "reader"]);
    expect(member_session?.custom_claims).toEqual({ tenant: "t-7" });
    expect((await attest({ dept: null })).member.trusted_metadata).toEqual({});
    await expect(attest({ amr: ["pwd"] })).rejects.toMatchObject({ error_type: "invalid_trusted_auth_token" });
  });

  test("and for users, by theirs", async () => {
    const client = userClient(server.url);
    const attest = async (more: object) => {
      const token = await trustedToken({ ...claims, ...more });
      return client.sessions.attest({ profile_id: consumer.profileId, token, session_duration_minutes: 5 });
    };
    const { user, session } = await attest({});
    expect([user.trusted_metadata, user.roles]).toEqual([{ dept: "it" }, ["stytch_user", "reader"]]);
    expect(session?.custom_claims).toEqual({ tenant: "t-7" });
    await expect(attest({ amr: undefined })).rejects.toMatchObject({ error_type: "invalid_trusted_auth_token" });
  });
});
