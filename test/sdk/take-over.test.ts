import type { JWTPayload } from "jose";
import type stytch from "stytch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { b2b, consumer, declaredState } from "./support/declared-state.ts";
import { type ObservedServer, startObserved } from "./support/observed-server.ts";
import { memberClient, refusalOf, userClient } from "./support/sdk-clients.ts";
import { sign } from "./support/trusted-token.ts";

/** What a token says of its address that vouches for it under neither setting. */
const unverified: readonly JWTPayload[] = [false, "false", "true", 0, 1, null].map((email_verified) => ({
  email_verified,
}));
const refused = "403 trusted_token_email_not_verified";

/** Who attests, and what is there of the records that a token may want to take over. */
interface Side {
  readonly attest: (
    claims: JWTPayload,
    more?: { readonly session_token: string },
  ) => Promise<{ session_token: string }>;
  /** Everything about the record that has nobody's external id, and the one that has Ada's. */
  readonly records: () => Promise<unknown>;
}

function members(url: string): Side & { readonly client: stytch.B2BClient } {
  const client = memberClient(url);
  const ofMember = async (email_address: string) => {
    const { member } = await client.organizations.members.get({ organization_id: "acme-1", email_address });
    return member;
  };
  return {
    client,
    attest: async (claims, more) => {
      const token = await sign({ org: "acme-1", ...claims });
      return client.sessions.attest({ profile_id: b2b.profileId, token, ...more });
    },
    records: () => Promise.all([ofMember("victim@example.com"), ofMember("ada@example.com")]),
  };
}

function users(url: string): Side & { readonly client: stytch.Client } {
  const client = userClient(url);
  return {
    client,
    attest: async (claims, more) => {
      const token = await sign(claims);
      const session_duration_minutes = 60;
      return client.sessions.attest({ profile_id: consumer.profileId, token, session_duration_minutes, ...more });
    },
    records: () =>
      Promise.all(
        [client.users.get({ user_id: victimId }), client.users.get({ user_id: "u1" })].map(async (answer) => {
          const { request_id: _, ...user } = await answer;
          return user;
        }),
      ),
  };
}

let victimId = "";

describeOnEachStore((stores) => {
  describe.each(["asserted", "verified"] as const)("under `%s`, by the official client,", (linkByEmail) => {
    let server: ObservedServer;
    let sides: readonly Side[];

    beforeAll(async () => {
      server = await startObserved(declaredState({ linkByEmail }), stores);
      const [ofMembers, ofUsers] = [members(server.url), users(server.url)];
      sides = [ofMembers, ofUsers];
      await ofMembers.client.organizations.members.create({
        organization_id: "acme-1",
        email_address: "victim@example.com",
      });
      victimId = (await ofUsers.client.users.create({ email: "victim@example.com" })).user_id;
    });

    afterAll(() => server.close());

    const sayings = linkByEmail === "verified" ? [...unverified, {}] : unverified;

    /** On each side, that all of these tokens are refused so, and that the records are what they were. */
    const expectRefused = async (tokens: readonly JWTPayload[], error: string) => {
      for (const { attest, records } of sides) {
        const before = await records();
        for (const claims of tokens) expect([claims, await refusalOf(attest(claims))]).toEqual([claims, error]);
        expect(await records()).toEqual(before);
      }
    };

    test("nobody takes over the record of an address that no issuer vouches for", async () => {
      const victims = sayings.flatMap((saying) => [
        { email: "victim@example.com", sub: "attacker", ...saying },
        { email: "VICTIM@example.com", ...saying },
      ]);
      await expectRefused(victims, refused);
    });

    test("nobody takes over a record that has an external id by leaving the claim out", async () => {
      const ada = { email: "ada@example.com", email_verified: true };
      await expectRefused([ada, { ...ada, sub: "attacker" }], "400 trusted_token_external_id_mismatch");
      await expectRefused([{ ...ada, email_verified: false }], refused);
    });

    test("nobody gets a record made under an address that no issuer vouches for", async () => {
      const strangers = sayings.flatMap((saying) => [
        { email: "ceo@example.com", sub: "ceo", ...saying },
        { email: "ceo@example.com", ...saying },
      ]);
      await expectRefused(strangers, refused);
    });

    test("nobody attaches such a token to a session", async () => {
      for (const { attest } of sides) {
        const { session_token } = await attest({ email: "victim@example.com", sub: "victim", email_verified: true });
        const attached = attest({ email: "victim@example.com", email_verified: false }, { session_token });
        expect(await refusalOf(attached)).toBe(refused);
      }
    });
  });
});
