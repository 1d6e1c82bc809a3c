import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeOnEachStore } from "../support/each-store.ts";
import { b2b, consumer, declaredState } from "./support/declared-state.ts";
import { memberClient, refusalOf, userClient } from "./support/sdk-clients.ts";
import { sign } from "./support/trusted-token.ts";
import { startWatched, type WatchedServer } from "./support/watched-server.ts";

const atOnce = 6;
const mismatch = "400 trusted_token_external_id_mismatch";

describeOnEachStore((stores) => {
  let server: WatchedServer;

  beforeAll(async () => {
    server = await startWatched(declaredState({ linkByEmail: "verified" }), stores);
  });

  afterAll(() => server.close());

  /** Attests for one address by external ids, and gives who came of each: a record's id, or the refusal. */
  async function attested(vertical: "b2b" | "consumer", email: string, subs: readonly string[]) {
    const { sessions: ofMembers } = memberClient(server.url);
    const { sessions: ofUsers } = userClient(server.url);
    return Promise.all(
      subs.map(async (sub) => {
        const token = await sign({ email, email_verified: true, sub, org: "acme-1" }, server.now);
        const answer =
          vertical === "b2b"
            ? ofMembers.attest({ profile_id: b2b.profileId, token }).then(({ member_id }) => member_id)
            : ofUsers.attest({ profile_id: consumer.profileId, token }).then(({ user_id }) => user_id);
        return answer.catch(() => refusalOf(answer));
      }),
    );
  }

  describe.each(["b2b", "consumer"] as const)("attests at once for one new address, in a %s project,", (vertical) => {
    test("make one record, of the external id that came first, and all others are refused, then too", async () => {
      const subs = Array.from({ length: atOnce }, (_, index) => `sub-${index}`);
      const answers = await attested(vertical, "race@example.com", subs);
      const [winner = "", ...more] = answers.filter((answer) => answer !== mismatch);
      expect(more).toEqual([]);
      expect(winner).toMatch(vertical === "b2b" ? /^member-test-/ : /^user-test-/);
      expect(await attested(vertical, "race@example.com", subs)).toEqual(answers);
    });

    test("make one record where they have one external id", async () => {
      const answers = await attested(vertical, "one@example.com", Array(atOnce).fill("one"));
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toMatch(vertical === "b2b" ? /^member-test-/ : /^user-test-/);
    });
  });

  test("attests at once by one external id and several addresses make one record", async () => {
    const addresses = Array.from({ length: atOnce }, (_, index) => `many-${index}@example.com`);
    const answers = await Promise.all(addresses.map((email) => attested("b2b", email, ["many"])));
    expect(new Set(answers.flat()).size).toBe(1);
    expect(answers[0]?.[0]).toMatch(/^member-test-/);
  });
});
