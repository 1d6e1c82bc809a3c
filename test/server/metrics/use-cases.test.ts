import { expect, onTestFinished, test } from "vitest";
import { mergedMetricsText, startServer } from "../../../src/server/index.ts";
import { b2b, consumer, type DeclaredParts, declaredState } from "../../sdk/support/declared-state.ts";
import { sign } from "../../sdk/support/trusted-token.ts";
import { goodJwk, keySetOf } from "../../tokens/support/jwks.ts";
import { answering, keySetServer } from "../../tokens/support/key-set-server.ts";
import { basic } from "../support/basic.ts";
import { metricValue } from "../support/read-metrics.ts";

/** A server with the projects of the SDK's tests, and what it counts. */
async function world(parts: DeclaredParts = {}) {
  const server = await startServer({ ephemeral: true, apply: declaredState(parts) });
  onTestFinished(() => server.close());
  const post = async (path: string, { projectId, secret }: { projectId: string; secret: string }, body: object) => {
    const headers = { authorization: basic(`${projectId}:${secret}`), "content-type": "application/json" };
    const response = await fetch(`${server.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    return Object(await response.json());
  };
  const shown = async (name: string, labels: Readonly<Record<string, string>>) => {
    const text = await mergedMetricsText([await server.metrics()]);
    return metricValue(text, `claimsmith_${name}`, labels);
  };
  return {
    shown,
    attest: async (claims: object = {}) =>
      post("/v1/b2b/sessions/attest", b2b, {
        profile_id: b2b.profileId,
        token: await sign({ email: "ada@example.com", sub: "u1", org: "acme-1", ...claims }),
      }),
    authenticate: (session_token: string) => post("/v1/b2b/sessions/authenticate", b2b, { session_token }),
    attestUser: async () =>
      post("/v1/sessions/attest", consumer, {
        profile_id: consumer.profileId,
        token: await sign({ email: "ada@example.com", sub: "u1" }),
      }),
  };
}

test("attests, sessions and their JWTs are counted by vertical", async () => {
  const { shown, attest, authenticate, attestUser } = await world();
  const { session_token } = await attest();
  await authenticate(session_token);
  await attestUser();
  for (const [vertical, attests, minted] of [
    ["b2b", 1, 2],
    ["consumer", 1, 1],
  ] as const) {
    expect(await shown("attest_duration_seconds_count", { vertical })).toBe(attests);
    expect(await shown("sessions_started_total", { vertical })).toBe(attests);
    expect(await shown("mint_duration_seconds_count", { vertical, step: "evaluate" })).toBe(minted);
    expect(await shown("mint_duration_seconds_count", { vertical, step: "sign" })).toBe(minted);
  }
  expect(await shown("mint_duration_seconds_sum", { step: "sign" })).toBeGreaterThan(0);
});

test("trusted tokens that are refused are counted by reason, and are no attests", async () => {
  const { shown, attest } = await world({ isSingleUse: true });
  await attest({ iss: "another" });
  await attest({ email: 7 });
  await attest({ jti: "once" });
  await attest({ jti: "once" });
  const reasons = ["iss_not_accepted", "email_invalid", "token_already_used"];
  for (const reason of reasons) expect(await shown("failed_trusted_tokens_total", { reason })).toBe(1);
  expect(await shown("failed_trusted_tokens_total", {})).toBe(reasons.length);
  expect(await shown("attest_duration_seconds_count", {})).toBe(1);
});

test("key sets are counted when they are fetched, and when they need not be", async () => {
  const { shown, attest } = await world({ keys: { public_key_type: "JWK", jwks_url: "http://127.0.0.1:9/" } });
  expect((await attest()).error_type).toBe("service_unavailable");
  expect(await shown("key_set_fetches_total", { outcome: "key_set_unreachable" })).toBe(1);
  expect(await shown("cache_lookups_total", { cache: "key_sets", outcome: "miss" })).toBe(1);
  expect(await shown("failed_trusted_tokens_total", { reason: "key_set_unreachable" })).toBe(1);
});

test("keys that are of no use are counted by reason, at each fetch of their set", async () => {
  const useless = [
    { ...goodJwk, use: "enc" },
    { ...goodJwk, e: "AQ" },
    { ...goodJwk, e: "Aw" },
  ];
  const issuer = await keySetServer(answering({ body: keySetOf(goodJwk, ...useless) }));
  const jwks_url = `http://127.0.0.1:${issuer.port}/`;
  const { shown, attest } = await world({ keys: { public_key_type: "JWK", jwks_url } });
  await attest();
  await attest();
  expect(await shown("unusable_keys_total", { reason: "weak" })).toBe(2);
  expect(await shown("unusable_keys_total", { reason: "other_use" })).toBe(1);
  expect(await shown("unusable_keys_total", {})).toBe(3);
});
