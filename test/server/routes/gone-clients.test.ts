import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, test } from "vitest";
import { organizationCollection, subjectCollection } from "../../../src/directory/index.ts";
import type { Backend } from "../../../src/projects/index.ts";
import { sessionCollection } from "../../../src/sessions/index.ts";
import { b2b } from "../../sdk/support/declared-state.ts";
import { trustedToken } from "../../sdk/support/trusted-token.ts";
import { listening } from "../support/socket.ts";
import { declaredApp } from "./support/declared-app.ts";
import { interruptedStore } from "./support/interrupted-store.ts";

/** A server whose clients can be made to leave at each operation of the store that their request makes. */
async function world() {
  let isCounting = false;
  let operations = 0;
  let interrupt: (() => Promise<void>) | undefined;
  let tellEnd = () => {};
  const served = await declaredApp({
    isSingleUse: true,
    wrap: (backend: Backend) => ({
      ...backend,
      store: interruptedStore(backend.store, async () => {
        if (isCounting && --operations === 0) await interrupt?.();
      }),
    }),
    wrapRoute: (route) => ({
      ...route,
      handle: async (...request) => {
        isCounting = true;
        try {
          return await route.handle(...request);
        } finally {
          isCounting = false;
          tellEnd();
        }
      },
    }),
  });
  const { app, backend, authorization } = served;
  const port = await listening(app);
  const scope = backend.store.scope(b2b.projectId);
  return {
    ...served,
    scope,
    /**
     * Sends a request whose client leaves when its handler begins the operation of that number, from 1, or the first of
     * all, before it is admitted; whether it came so far.
     */
    async leaveAt(at: number | "admission", method: string, path: string, body?: object): Promise<boolean> {
      const arrived = once(app.server, "connection");
      const client = connect(port, "127.0.0.1");
      const [connection]: Socket[] = await arrived;
      const ended = new Promise<void>((resolve) => {
        tellEnd = resolve;
      });
      let hasLeft = false;
      isCounting = at === "admission";
      operations = at === "admission" ? 1 : at;
      interrupt = async () => {
        hasLeft = true;
        const closed = new Promise((resolve) => connection?.once("close", resolve));
        client.destroy();
        await closed;
      };
      const head = `${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization.b2b}\r\n`;
      const text = JSON.stringify(body);
      const rest = body && `Content-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
      client.write(`${head}${rest ?? "\r\n"}`);
      await ended;
      interrupt = undefined;
      client.destroy();
      return hasLeft;
    },
    async send(path: string, body: object) {
      const headers = { authorization: authorization.b2b };
      return (await app.inject({ method: "POST", url: path, headers, payload: body })).json();
    },
    /** How many organizations, members and sessions there are. */
    async counts() {
      const [organizations, members, sessions] = await Promise.all([
        scope.collection(organizationCollection).find("slug", [], { limit: 1000 }),
        scope.collection(subjectCollection).find("recent", [], { limit: 1000 }),
        scope.collection(sessionCollection).find("token", [], { limit: 1000 }),
      ]);
      return [organizations, members, sessions].map(({ items }) => items.length);
    },
  };
}

/** Nothing for some numbers from 1 on, then all, each at least once. */
const nothingThenAll = /^(nothing )+(all )+$/;

test("an attest whose client leaves at any operation of the store writes nothing, or all", async () => {
  const { leaveAt, send, counts, now } = await world();
  let outcomes = "";
  for (let number = 1; ; number++) {
    const [organizations = 0, members = 0, sessions = 0] = await counts();
    const claims = { email: `m${number}@example.com`, sub: `m${number}`, org: `org-${number}` };
    const request = { profile_id: b2b.profileId, token: await trustedToken(claims, now) };
    if (!(await leaveAt(number, "POST", "/v1/b2b/sessions/attest", request))) break;
    const after = await counts();
    const isNothing = after[0] === organizations;
    const more = isNothing ? 0 : 1;
    expect(after).toEqual([organizations + more, members + more, sessions + more]);
    // It is for single use: presented again it shows whether it was used up.
    const { status_code, error_details } = await send("/v1/b2b/sessions/attest", request);
    expect([status_code, error_details?.reason]).toEqual(isNothing ? [200, undefined] : [400, "token_already_used"]);
    outcomes += isNothing ? "nothing " : "all ";
  }
  expect(outcomes).toMatch(nothingThenAll);
});

test("a revocation of all sessions whose client leaves at any operation of the store ends none, or all", async () => {
  const { leaveAt, send, scope, now } = await world();
  let outcomes = "";
  for (let number = 1; ; number++) {
    const claims = { email: `m${number}@example.com`, sub: `m${number}` };
    const tokens: string[] = [];
    let memberId = "";
    for (let session = 0; session < 3; session++) {
      const request = { profile_id: b2b.profileId, token: await trustedToken(claims, now) };
      const answer = await send("/v1/b2b/sessions/attest", request);
      tokens.push(answer.session_token);
      memberId = answer.member_id;
    }
    if (!(await leaveAt(number, "POST", "/v1/b2b/sessions/revoke", { member_id: memberId }))) break;
    const { items } = await scope.collection(sessionCollection).find("subject", [memberId], { limit: 10 });
    const isNothing = items.length === 3;
    expect(items).toHaveLength(isNothing ? 3 : 0);
    for (const session_token of tokens) {
      const { status_code } = await send("/v1/b2b/sessions/authenticate", { session_token });
      expect(status_code).toBe(isNothing ? 200 : 404);
    }
    outcomes += isNothing ? "nothing " : "all ";
  }
  expect(outcomes).toMatch(nothingThenAll);
});

test("a request whose client leaves before it was admitted writes nothing", async () => {
  const { leaveAt, scope } = await world();
  const [ada] = (await scope.collection(subjectCollection).find("recent", [], { limit: 1 })).items;
  if (ada === undefined) throw new Error("there is a member");
  const path = `/v1/b2b/organizations/${ada.organizationId}/members/${ada.id}`;
  expect(await leaveAt("admission", "DELETE", path)).toBe(true);
  expect(await scope.collection(subjectCollection).get(ada.id)).toEqual(ada);
});
