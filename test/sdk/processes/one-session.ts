import { describe, expect, onTestFinished, test } from "vitest";
import { effort } from "../../support/lanes/effort.ts";
import { b2b, declaredState } from "../support/declared-state.ts";
import { trustedToken } from "../support/trusted-token.ts";
import { type ProcessWorld, startServers, times } from "./servers.ts";

/** What a request asks of the session, by its number. */
const wishes = {
  claims: (index: number) => ({ session_custom_claims: { [`claim_${index}`]: index } }),
  durations: (index: number) => ({ session_duration_minutes: 60 + index }),
  both: (index: number) => (index % 3 === 0 ? {} : index % 3 === 1 ? wishes.claims(index) : wishes.durations(index)),
} as const;

/** How many at once, of what kind, to how many servers. */
type Case = readonly [count: number, kind: keyof typeof wishes, servers: number];
const usual: readonly Case[] = [[50, "claims", 2]];
const long: readonly Case[] = [10, 50, 100, 200].flatMap((count) =>
  (["claims", "durations", "both"] as const).flatMap((kind) => [1, 2].map((servers): Case => [count, kind, servers])),
);

/** Requests of one session that come at once. On a store that writes hundreds of times a second a hundred are served in time. */
export function describeOneSession(world: ProcessWorld, { most }: { readonly most: number }): void {
  describe("authenticates of one session at once", () => {
    const cases = effort<readonly Case[]>(usual, long).filter(([count]) => count <= most);

    test.each(cases)(
      "all succeed, and take one signature each: %i with %s, to servers: %i",
      async (count, kind, many) => {
        const processes = world.processes(many);
        const { clientFor, close } = await startServers(world, processes, { apply: declaredState() });
        onTestFinished(close);
        const signatures = async () => {
          const counts = await Promise.all(processes.map((process) => process.signatures()));
          return counts.reduce((sum, each) => sum + each, 0);
        };
        const token = await trustedToken();
        const { session_token } = await clientFor(0).sessions.attest({ profile_id: b2b.profileId, token });
        const before = await signatures();
        const answers = await Promise.all(
          times(count, (index) => clientFor(index).sessions.authenticate({ session_token, ...wishes[kind](index) })),
        );
        expect((await signatures()) - before).toBe(count);
        const { member_session } = await clientFor(0).sessions.authenticate({ session_token });
        const sent = times(count, (index): object => wishes[kind](index));
        const claims = sent.map((each) => ("session_custom_claims" in each ? each.session_custom_claims : {}));
        expect(member_session.custom_claims).toMatchObject(Object.assign({}, ...claims));
        // The end is that of whichever was the last to be written.
        expect(answers.map((answer) => answer.member_session.expires_at)).toContain(member_session.expires_at);
      },
    );
  });
}
