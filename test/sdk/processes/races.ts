import { describe, expect, onTestFinished, test } from "vitest";
import { organizationCollection, subjectCollection } from "../../../src/directory/index.ts";
import { allCollections } from "../../../src/server/start/open-store.ts";
import type { TestStore } from "../../support/each-store.ts";
import { effort } from "../../support/lanes/effort.ts";
import { b2b, declaredState } from "../support/declared-state.ts";
import { trustedToken } from "../support/trusted-token.ts";
import { WriteGate } from "../support/write-gate.ts";
import { type ProcessWorld, startServers, times } from "./servers.ts";

const ROUNDS = effort(20, 500);
const ATTESTS = 8;

/** Attests that change the same records at once, and starts. */
export function describeRaces(world: ProcessWorld): void {
  const started = async (count: number, isGated: boolean) => {
    const processes = world.processes(count);
    const servers = await startServers(world, processes, { apply: declaredState(), isGated });
    onTestFinished(() => servers.close());
    const gate = new WriteGate(processes);
    // A server makes the keys once for all requests that want them, so not each of these comes to a write of its own.
    if (isGated) await servers.clientFor(0).sessions.getJWKS({ project_id: b2b.projectId });
    return { ...servers, gate };
  };

  /** Attests of somebody who is not there yet, which the gate has interleave: the organization and the member. */
  const attestAtOnce = async ({ gate, clientFor }: Awaited<ReturnType<typeof started>>, round: number) => {
    const claims = { email: `new${round}@example.com`, sub: `new-${round}`, org: `org-${round}` };
    const tokens = await Promise.all(times(ATTESTS, () => trustedToken(claims)));
    const answers = await gate.force(
      round % 2 === 0 ? "all" : "one",
      tokens.map((token, index) => () => clientFor(index).sessions.attest({ profile_id: b2b.profileId, token })),
    );
    const subjects = new Set(
      answers.map(({ member, organization }) => `${organization.organization_id} ${member.member_id}`),
    );
    expect(subjects.size).toBe(1);
    // Each session is known to a process that did not make it, too.
    const sessions = await Promise.all(
      answers.map(({ session_token }, index) => clientFor(index + 1).sessions.authenticate({ session_token })),
    );
    const idsOf = (list: typeof answers | typeof sessions) =>
      list.map(({ member_session }) => member_session.member_session_id);
    expect(idsOf(sessions)).toEqual(idsOf(answers));
    expect(new Set(idsOf(sessions)).size).toBe(ATTESTS);
    return [...subjects];
  };

  describe("servers that race", () => {
    test(`make one organization and one member of ${ATTESTS} attests to two of them, ${ROUNDS} times`, async () => {
      const servers = await started(2, true);
      const made = new Set<string>();
      for (let round = 0; round < ROUNDS; round++) {
        for (const subject of await attestAtOnce(servers, round)) made.add(subject);
      }
      expect(made.size).toBe(ROUNDS);
      expect(servers.gate.mostWaiting).toBe(ATTESTS);
      expect(await storedRecords(servers.store)).toEqual({ organizations: ROUNDS + 1, members: ROUNDS + 2 });
    });

    test("make one organization and one member of attests to four of them", async () => {
      const servers = await started(4, true);
      for (let round = 0; round < 4; round++) await attestAtOnce(servers, round);
      expect(await storedRecords(servers.store)).toEqual({ organizations: 4 + 1, members: 4 + 2 });
    });

    test("start at once on a store that is not there yet, and have one key set", async () => {
      const { clientFor } = await started(4, false);
      const sets = await Promise.all(
        times(4, (index) => clientFor(index).sessions.getJWKS({ project_id: b2b.projectId })),
      );
      const [kids = []] = sets.map(({ keys }) => keys.map((key) => key.kid));
      expect(kids).toHaveLength(1);
      expect(sets.map(({ keys }) => keys.map((key) => key.kid))).toEqual(Array(4).fill(kids));
    });
  });
}

/** How many organizations and members the store holds, whoever knows of them. */
async function storedRecords({ open }: TestStore) {
  const store = await open({ clock: Date.now, collections: allCollections });
  try {
    const scope = store.scope(b2b.projectId);
    const page = { limit: 1000 };
    const organizations = await scope.collection(organizationCollection).find("slug", [], page);
    const members = await scope.collection(subjectCollection).find("recent", [], page);
    return { organizations: organizations.items.length, members: members.items.length };
  } finally {
    await store.close();
  }
}
