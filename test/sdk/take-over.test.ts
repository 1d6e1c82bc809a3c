import type { JWTPayload } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { basic } from "../server/support/basic.ts";
import { describeOnEachStore } from "../support/each-store.ts";
import { b2b, consumer, declaredState } from "./support/declared-state.ts";
import { memberClient, refusalOf, userClient } from "./support/sdk-clients.ts";
import { sign } from "./support/trusted-token.ts";
import { startWatched, type WatchedServer } from "./support/watched-server.ts";

/** What a token says of its address that vouches for it under neither setting. */
const unverified: readonly JWTPayload[] = [false, "false", "true", 0, null].map((email_verified) => ({
  email_verified,
}));
const notVerified = "403 trusted_token_email_not_verified";

/** An attest beside its token: a session to be attached to. */
type More = { readonly session_token: string } | { readonly session_jwt: string };

/** One kind of project, and the two doors to it. */
interface Side {
  readonly vertical: "b2b" | "consumer";
  /** Through the official client. */
  readonly attest: (claims: JWTPayload, more?: More) => Promise<{ session_token: string; session_jwt: string }>;
  /** As any HTTP client would: status and type, and what the details tell. */
  readonly post: (claims: JWTPayload, more?: More) => Promise<readonly [error: string, details: unknown]>;
  /** A session of Ada's, that her external id began. */
  readonly adasSession: () => Promise<{ session_token: string; session_jwt: string }>;
}

function sideOf({ app, url, now }: WatchedServer, vertical: Side["vertical"]): Side {
  const isB2b = vertical === "b2b";
  const { projectId, secret, profileId } = isB2b ? b2b : consumer;
  const body = async (claims: JWTPayload, more: Partial<More> = {}) => ({
    profile_id: profileId,
    token: await sign(isB2b ? { org: "acme-1", ...claims } : claims, now),
    session_duration_minutes: 60,
    ...more,
  });
  const sessions = isB2b ? memberClient(url).sessions : userClient(url).sessions;
  const attest: Side["attest"] = async (claims, more) => sessions.attest(await body(claims, more));
  return {
    vertical,
    attest,
    async post(claims, more) {
      const response = await app.inject({
        method: "POST",
        url: isB2b ? "/v1/b2b/sessions/attest" : "/v1/sessions/attest",
        headers: { authorization: basic(`${projectId}:${secret}`) },
        payload: await body(claims, more),
      });
      const { status_code, error_type, error_details } = response.json();
      return [`${status_code} ${error_type}`, error_details ?? null];
    },
    adasSession: () => attest({ email: "ada@example.com", sub: "u1" }),
  };
}

describeOnEachStore((stores) => {
  describe.each(["asserted", "verified"] as const)("under `%s`", (linkByEmail) => {
    let server: WatchedServer;
    let sides: readonly Side[];

    beforeAll(async () => {
      server = await startWatched(declaredState({ linkByEmail, isSingleUse: true }), stores);
      sides = [sideOf(server, "b2b"), sideOf(server, "consumer")];
      const organization_id = "acme-1";
      const { organizations } = memberClient(server.url);
      await organizations.members.create({ organization_id, email_address: "victim@example.com" });
      await userClient(server.url).users.create({ email: "victim@example.com" });
      const rbac_email_implicit_role_assignments = [{ domain: "example.com", role_id: "editor" }];
      await organizations.update({ organization_id, rbac_email_implicit_role_assignments });
    });

    afterAll(() => server.close());

    const sayings = linkByEmail === "verified" ? [...unverified, {}] : unverified;

    /** That a token is refused so at both doors of both sides, and that nothing at all is written. */
    const expectRefused = async (
      claims: JWTPayload,
      error: string,
      { more, details = expect.anything() }: { more?: (side: Side) => Promise<More>; details?: unknown } = {},
    ) => {
      for (const side of sides) {
        const input = await more?.(side);
        const before = server.written();
        expect([claims, await refusalOf(side.attest(claims, input))]).toEqual([claims, error]);
        expect([claims, await side.post(claims, input)]).toEqual([claims, [error, details]]);
        expect([claims, server.written()]).toEqual([claims, before]);
      }
    };

    test.each(sayings)("a token that says %j takes over nobody's record, and makes none", async (saying) => {
      const said = Object.hasOwn(saying, "email_verified") ? "false" : "absent";
      const details = { attribute: "email_verified", email_verified: said, link_by_email: linkByEmail };
      for (const claims of [
        { email: "victim@example.com", sub: "attacker" },
        { email: "VICTIM@Example.COM" },
        { email: "CEO@example.com", sub: "attacker" },
        { email: "ceo@example.com" },
      ]) {
        await expectRefused({ ...claims, ...saying }, notVerified, { details });
      }
    });

    test("such a token makes no organization, and is none of somebody who has an external id", async () => {
      const saying = { email_verified: false };
      await expectRefused({ email: "ceo@example.com", sub: "attacker", org: "new-1", ...saying }, notVerified);
      await expectRefused({ email: "ada@example.com", sub: "attacker", ...saying }, notVerified);
      await expectRefused({ email: "Ada@example.com", ...saying }, notVerified);
    });

    test.each(sayings)("a token that says %j is attached to nobody's session", async (saying) => {
      const byToken = async (side: Side) => ({ session_token: (await side.adasSession()).session_token });
      const byJwt = async (side: Side) => ({ session_jwt: (await side.adasSession()).session_jwt });
      await expectRefused({ email: "VICTIM@example.com", ...saying }, notVerified, { more: byToken });
      await expectRefused({ email: "ada@example.com", ...saying }, notVerified, { more: byJwt });
    });

    test("nobody takes over a record that has an external id by leaving the claim out", async () => {
      const ada = { email: "ada@example.com", email_verified: true };
      for (const claims of [ada, { ...ada, sub: "attacker" }, { ...ada, sub: "U1" }, { ...ada, sub: "u%31" }]) {
        await expectRefused(claims, "400 trusted_token_external_id_mismatch", {
          details: { attribute: expect.stringMatching(/^external_(?:member|user)_id$/) },
        });
      }
    });

    test("nobody attaches a token of a stranger to a session, verified or not", async () => {
      const more = async (side: Side) => ({ session_token: (await side.adasSession()).session_token });
      for (const side of sides) {
        const input = await more(side);
        const before = server.written();
        const error = side.vertical === "b2b" ? "member_session_member_id_mismatch" : "session_user_id_mismatch";
        for (const saying of [...sayings, { email_verified: true }]) {
          const claims = { email: "ceo@example.com", sub: "attacker", ...saying };
          expect(await refusalOf(side.attest(claims, input))).toBe(`400 ${error}`);
        }
        expect(server.written()).toBe(before);
      }
    });

    test("the owner of an address is not kept out by those who tried, and has the roles of its domain then", async () => {
      const owner = { email: "ceo@example.com", sub: "ceo", email_verified: true };
      const victim = { email: "victim@example.com", sub: "victim", email_verified: true };
      for (const side of sides) {
        const answer = await side.attest(owner);
        expect(answer).toMatchObject(
          side.vertical === "b2b"
            ? { member: { external_id: "ceo" }, member_session: { roles: ["stytch_member", "editor"] } }
            : { user: { external_id: "ceo", roles: ["stytch_user"] } },
        );
        const found = side.vertical === "b2b" ? "member" : "user";
        expect(await side.attest(victim)).toMatchObject({ [found]: { external_id: "victim" } });
      }
    });
  });
});
