import { describe, expect, onTestFinished, test } from "vitest";
import { b2b, declaredState } from "../support/declared-state.ts";
import { refusalOf } from "../support/sdk-clients.ts";
import { trustedToken } from "../support/trusted-token.ts";
import { type ProcessWorld, startServers, times } from "./servers.ts";

const PRESENTATIONS = 50;

/** Tokens that may be presented once. */
export function describeSingleUse(world: ProcessWorld): void {
  describe("a profile whose tokens are for single use", () => {
    test(`opens one session of ${PRESENTATIONS} presentations of one token to two processes`, async () => {
      const apply = declaredState({ isSingleUse: true });
      const servers = await startServers(world, world.processes(2), { apply });
      onTestFinished(() => servers.close());
      const isNew = { email: "new@example.com", sub: "new-1", org: "new-org" };
      for (const [claims, presentations] of [[{}, PRESENTATIONS] as const, [isNew, 10] as const]) {
        const token = await trustedToken(claims);
        const outcomes = await Promise.all(
          times(presentations, async (index) => {
            const presentation = servers.clientFor(index).sessions.attest({ profile_id: b2b.profileId, token });
            return presentation.then(
              () => "a session",
              () => refusalOf(presentation),
            );
          }),
        );
        expect(outcomes.toSorted()).toEqual([
          ...times(presentations - 1, () => "400 invalid_trusted_auth_token"),
          "a session",
        ]);
      }
    });
  });
}
