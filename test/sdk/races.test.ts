import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type stytch from "stytch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { organizationCollection, subjectCollection } from "../../src/directory/index.ts";
import { allCollections } from "../../src/server/open-store.ts";
import { openEmbeddedStore } from "../../src/store/embedded/open-embedded-store.ts";
import { b2b, declaredState } from "./support/declared-state.ts";
import { memberClient } from "./support/sdk-clients.ts";
import { type ServerProcess, startServerProcess } from "./support/server-process.ts";
import { trustedToken } from "./support/trusted-token.ts";

const ROUNDS = 100;
const ATTESTS = 8;

let directory: string;
let servers: readonly ServerProcess[] = [];
/** One client for each of the two processes. */
let clients: readonly stytch.B2BClient[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "claimsmith-races-"));
  const store = `embedded:${directory}`;
  // Quick signatures: what is tried here is who writes first.
  const apply = declaredState({ settings: { signing_algorithm: "ES256" } });
  // Both at once on a store that is not there yet, with one state: one project, one set of keys.
  servers = await Promise.all([startServerProcess({ store, apply }), startServerProcess({ store, apply })]);
  clients = servers.map(({ url }) => memberClient(url));
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await rm(directory, { recursive: true, force: true });
});

/** One of the two, in turn. */
function clientFor(index: number): stytch.B2BClient {
  const client = clients[index % clients.length];
  if (client === undefined) throw new Error("there are two clients");
  return client;
}

function times<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

describe("two processes on one embedded store", () => {
  test("serve one key set", async () => {
    const sets = await Promise.all(clients.map((client) => client.sessions.getJWKS({ project_id: b2b.projectId })));
    const [kid] = sets.map(({ keys }) => keys.map((key) => key.kid));
    expect(kid).toHaveLength(1);
    expect(sets.map(({ keys }) => keys.map((key) => key.kid))).toEqual([kid, kid]);
  });

  test(`make one organization and one member of ${ATTESTS} attests at once, ${ROUNDS} times`, async () => {
    const made = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const claims = { email: `new${round}@example.com`, sub: `new-${round}`, org: `org-${round}` };
      const tokens = await Promise.all(times(ATTESTS, () => trustedToken(claims)));
      const answers = await Promise.all(
        tokens.map((token, index) => clientFor(index).sessions.attest({ profile_id: b2b.profileId, token })),
      );
      const subjects = new Set(
        answers.map(({ member, organization }) => `${organization.organization_id} ${member.member_id}`),
      );
      expect(subjects.size).toBe(1);
      // Each session is known to the process that did not make it, too.
      const sessions = await Promise.all(
        answers.map(({ session_token }, index) => clientFor(index + 1).sessions.authenticate({ session_token })),
      );
      expect(sessions.map(({ member_session }) => member_session.member_session_id)).toEqual(
        answers.map(({ member_session }) => member_session.member_session_id),
      );
      expect(new Set(sessions.map(({ member_session }) => member_session.member_session_id)).size).toBe(ATTESTS);
      for (const subject of subjects) made.add(subject);
    }
    expect(made.size).toBe(ROUNDS);
    expect(await storedRecords()).toEqual({ organizations: ROUNDS + 1, members: ROUNDS + 2 });
  });

  test("keep the custom claims of 50 authenticates at once", async () => {
    const token = await trustedToken();
    const { session_token } = await clientFor(0).sessions.attest({ profile_id: b2b.profileId, token });
    await Promise.all(
      times(50, (index) =>
        clientFor(index).sessions.authenticate({ session_token, session_custom_claims: { [`claim_${index}`]: index } }),
      ),
    );
    const { member_session } = await clientFor(0).sessions.authenticate({ session_token });
    expect(member_session.custom_claims).toMatchObject(
      Object.fromEntries(times(50, (index) => [`claim_${index}`, index])),
    );
  });
});

/** How many organizations and members the store holds, whoever knows of them. */
async function storedRecords() {
  const store = await openEmbeddedStore({ directory, clock: Date.now, collections: allCollections });
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
