import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mergedMetricsText, type RunningServer, startServer } from "../../../src/server/index.ts";
import { RoundTrips } from "../../../src/server/metrics/round-trips.ts";
import { b2b, consumer, declaredState } from "../../sdk/support/declared-state.ts";
import { sign } from "../../sdk/support/trusted-token.ts";
import { basic } from "../support/basic.ts";
import { metricValue } from "../support/read-metrics.ts";

describe("round trips", () => {
  test("are counted one after the other, and once at the same time", () => {
    const trips = new RoundTrips();
    const [first, second] = [trips.begin(), trips.begin()];
    first();
    second();
    const third = trips.begin();
    expect(trips.sequential).toBe(2);
    third();
    trips.begin();
    expect(trips.sequential).toBe(3);
  });

  test("that follow one are counted, also while another lasts", () => {
    const trips = new RoundTrips();
    const end = trips.begin();
    trips.begin();
    end();
    trips.begin();
    expect(trips.sequential).toBe(2);
  });
});

interface Vertical {
  readonly path: string;
  readonly authorization: string;
  readonly profile_id: string;
}

const b2bApi: Vertical = {
  path: "/v1/b2b/sessions",
  authorization: basic(`${b2b.projectId}:${b2b.secret}`),
  profile_id: b2b.profileId,
};
const consumerApi: Vertical = {
  path: "/v1/sessions",
  authorization: basic(`${consumer.projectId}:${consumer.secret}`),
  profile_id: consumer.profileId,
};

describe("a request makes at most four round trips to the store, one after the other", () => {
  let server: RunningServer;
  const sessions = new Map<Vertical, { readonly session_token: string; readonly session_jwt: string }>();
  beforeAll(async () => {
    server = await startServer({ ephemeral: true, apply: declaredState() });
    for (const api of [b2bApi, consumerApi]) {
      const { session_token, session_jwt } = await call(api, "attest", {
        profile_id: api.profile_id,
        token: await sign({ email: "ada@example.com", sub: "u1", org: "acme-1" }),
        session_duration_minutes: 60,
      });
      sessions.set(api, { session_token, session_jwt });
      const { profile_id } = api;
      await call(api, "attest", { profile_id, token: await sign({ email: "grace@example.com", org: "acme-1" }) });
    }
  });
  afterAll(() => server.close());

  async function call({ path, authorization }: Vertical, endpoint: string, body: object) {
    const headers = { authorization, "content-type": "application/json" };
    const response = await fetch(`${server.url}${path}/${endpoint}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    const answer = Object(await response.json());
    expect(answer).toMatchObject({ status_code: 200 });
    return answer;
  }

  /** How many a request made, as the metrics show it. */
  async function tripsOf(api: Vertical, endpoint: string, body: object): Promise<number> {
    const shown = async () => {
      const text = await mergedMetricsText([await server.metrics()]);
      const labels = { route: `${api.path}/${endpoint}`, method: "POST" };
      const of = (part: string) => metricValue(text, `claimsmith_store_round_trips_${part}`, labels);
      return { sum: of("sum"), count: of("count") };
    };
    const before = await shown();
    await call(api, endpoint, body);
    let after = await shown();
    // The request is counted when its answer has been sent.
    while (after.count === before.count) after = await shown();
    expect(after.count).toBe(before.count + 1);
    return after.sum - before.sum;
  }

  test.each([
    ["by external ids", b2bApi, { sub: "u1", org: "acme-1" }, {}],
    ["by the organization's id", b2bApi, { sub: "u1", org: b2b.organizationId }, {}],
    ["by e-mail address", b2bApi, { email: "grace@example.com", org: "acme-1" }, {}],
    ["by the external id of the organization that the request names too", b2bApi, { sub: "u1", org: "acme-1" }, "acme"],
    ["in the organization that only the request names by its slug", b2bApi, { sub: "u1" }, "acme"],
    ["with roles that it has already", b2bApi, { sub: "u1", org: "acme-1", assignments: ["editor"] }, {}],
    ["by external id", consumerApi, { sub: "u1" }, {}],
    ["by e-mail address", consumerApi, { email: "grace@example.com" }, {}],
  ])("attest of a known member or user %s", async (_, api, claims, named) => {
    const token = await sign({ email: "ada@example.com", ...claims });
    const body = { profile_id: api.profile_id, token, session_duration_minutes: 60 };
    const organization = typeof named === "string" ? { organization_id: named } : {};
    const trips = await tripsOf(api, "attest", { ...body, ...organization });
    expect(trips).toBe(api === b2bApi ? 4 : 3);
  });

  test("except attests that write more, or attach to a session", async () => {
    const attest = async (claims: object, more: object = {}) => {
      const token = await sign({ email: "ada@example.com", sub: "u1", org: "acme-1", ...claims });
      return tripsOf(b2bApi, "attest", { profile_id: b2b.profileId, token, ...more });
    };
    const session_token = sessions.get(b2bApi)?.session_token;
    expect({
      otherRoles: await attest({ assignments: ["reader"] }),
      newMember: await attest({ email: "new@example.com", sub: "new" }),
      attached: await attest({}, { session_token }),
    }).toEqual({ otherRoles: 5, newMember: 6, attached: 6 });
  });

  test.each([
    ["by token", b2bApi, "session_token", {}, 3],
    ["by token, with a write", b2bApi, "session_token", { session_duration_minutes: 30 }, 4],
    ["by JWT", b2bApi, "session_jwt", {}, 3],
    ["by JWT, with a write", b2bApi, "session_jwt", { session_custom_claims: { a: 1 } }, 4],
    ["by token", consumerApi, "session_token", {}, 3],
    ["by token, with a write", consumerApi, "session_token", { session_custom_claims: { a: 1 } }, 4],
    ["by JWT", consumerApi, "session_jwt", {}, 3],
    ["by JWT, with a write", consumerApi, "session_jwt", { session_duration_minutes: 30 }, 4],
  ] as const)("authenticate %s", async (_, api, name, wishes, expected) => {
    const session = sessions.get(api);
    expect(await tripsOf(api, "authenticate", { [name]: session?.[name], ...wishes })).toBe(expected);
  });
});
