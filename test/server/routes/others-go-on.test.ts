import { expect, test } from "vitest";
import { subjectCollection } from "../../../src/directory/index.ts";
import type { Backend } from "../../../src/projects/index.ts";
import { loopTurns } from "../../../src/server/start/loop-turns.ts";
import { sessionCollection } from "../../../src/sessions/index.ts";
import { b2b, policy } from "../../sdk/support/declared-state.ts";
import { trustedToken } from "../../sdk/support/trusted-token.ts";
import { declaredApp } from "./support/declared-app.ts";

/** Enough for several pages of each list. */
const rows = 250;

/** A server whose every step is one that has gone on for so long that others have their turn. */
async function world() {
  let now = 0;
  const turns = loopTurns(() => {
    now += 100;
    return now;
  });
  let asked = 0;
  let onTurn = () => {};
  const left: (() => Promise<void>)[] = [];
  const wrap = (backend: Backend): Backend => ({
    ...backend,
    afterwards: { soon: (_, work) => void left.push(work) },
    pacing: {
      ...backend.pacing,
      turns: () => {
        const turn = turns();
        return () => {
          asked++;
          onTurn();
          return turn();
        };
      },
    },
  });
  const {
    app,
    backend,
    authorization,
    now: date,
  } = await declaredApp({
    wrap,
    policy: { ...policy, roles: [...policy.roles, { role_id: "unassigned", permissions: [] }] },
  });
  const scope = backend.store.scope(b2b.projectId);
  const sessions = scope.collection(sessionCollection);
  const members = scope.collection(subjectCollection);
  const token = await trustedToken({}, date);
  const { member_id: memberId } = (
    await app.inject({
      method: "POST",
      url: "/v1/b2b/sessions/attest",
      headers: { authorization: authorization.b2b },
      payload: { profile_id: b2b.profileId, token },
    })
  ).json();
  const [session] = (await sessions.find("subject", [memberId], { limit: 1 })).items;
  const member = await members.get(memberId);
  if (session === undefined || member === undefined) throw new Error("there is a session of a member");
  const numbers = Array.from({ length: rows - 1 }, (_, number) => number);
  await Promise.all(numbers.map((at) => sessions.insert({ ...session, id: `s${at}`, tokenHash: `hash-${at}` })));
  await Promise.all(
    numbers.map((at) =>
      members.insert({ ...member, id: `m${at}`, emailKey: `m${at}@example.com`, externalIdKey: `m${at}`, roles: [] }),
    ),
  );
  // What the attest left.
  left.splice(0);
  return {
    memberId,
    /** Makes a request; its status. */
    async ask(...[method, url, payload]: Request) {
      const headers = { authorization: url.startsWith("/pwa") ? authorization.management : authorization.b2b };
      return (await app.inject({ method, url, headers, ...(payload !== undefined && { payload }) })).statusCode;
    },
    /** Does what requests left to be done afterwards. */
    async doLeft() {
      for (const work of left.splice(0)) await work();
    },
    /**
     * Does a work, and asks for the health of the server at its tenth turn. Tells at which turn that was answered, and how
     * many there were.
     */
    async during<T>(work: () => Promise<T>) {
      let answeredAt: Promise<number> | undefined;
      asked = 0;
      onTurn = () => {
        if (asked === 10) answeredAt = app.inject("/healthz").then(() => asked);
      };
      const result = await work();
      onTurn = () => {};
      return { result, turns: asked, answeredAt: await answeredAt };
    },
    storedSessions: async () => (await sessions.find("subject", [memberId], { limit: 1000 })).items.length,
  };
}

/** A request of a member: method, address and body. */
type Request = readonly ["GET" | "POST" | "PUT", string, object?];

const managed = "/pwa/v3/projects/shop/environments/test";
const works: Readonly<Record<string, (memberId: string) => Request>> = {
  "the sessions of a member are listed": (memberId) => [
    "GET",
    `/v1/b2b/sessions?organization_id=${b2b.organizationId}&member_id=${memberId}`,
  ],
  "a template is published": () => [
    "PUT",
    `${managed}/jwt_templates/SESSION`,
    { template_content: '{ "mail": << member.email_address >> }', custom_audience: "" },
  ],
  "a policy that lacks a role is published": () => [
    "PUT",
    `${managed}/rbac_policy`,
    {
      custom_roles: policy.roles,
      custom_resources: policy.resources.map(({ actions, ...rest }) => ({ ...rest, available_actions: actions })),
    },
  ],
};

test.each(Object.entries(works))("others are answered while %s", async (_, requestOf) => {
  const { memberId, ask, during } = await world();
  const { result, turns, answeredAt } = await during(() => ask(...requestOf(memberId)));
  expect(result).toBe(200);
  expect(turns).toBeGreaterThanOrEqual(rows);
  expect(answeredAt).toBeLessThan(rows);
});

test("all sessions of a member are revoked without a walk over them, and others are answered while the rest is removed", async () => {
  const { memberId, ask, doLeft, during, storedSessions } = await world();
  const revoked = await during(() => ask("POST", "/v1/b2b/sessions/revoke", { member_id: memberId }));
  expect(revoked).toMatchObject({ result: 200, turns: 0 });
  const kept = await storedSessions();
  expect(kept).toBe(rows - 100);
  const { turns, answeredAt } = await during(doLeft);
  expect(turns).toBeGreaterThanOrEqual(kept);
  expect(answeredAt).toBeLessThan(kept);
  expect(await storedSessions()).toBe(0);
});
