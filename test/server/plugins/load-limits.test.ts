import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { testApp } from "../support/test-app.ts";

/** A heap that is as full as it may be, at the first sample. */
const full = { maxHeapBytes: 1, pressureSampleMilliseconds: 10 };

describe("a server that is overloaded", () => {
  test("refuses with 503 and says when to come again, except that it lives and what it counts", async () => {
    const { app, authorization } = await testApp({ limits: full });
    const get = async (url: string) => {
      const { statusCode, headers, body } = await app.inject({ url, headers: { authorization: authorization.b2b } });
      return { status: statusCode, wait: headers["retry-after"], body };
    };
    let answer = await get("/v1/things/1");
    while (answer.status === 200) {
      await nextTurn();
      answer = await get("/v1/things/1");
    }
    expect([answer.status, answer.wait, JSON.parse(answer.body)]).toEqual([
      503,
      "1",
      expect.objectContaining({
        status_code: 503,
        error_type: "service_unavailable",
        error_message: "The service is overloaded; try again.",
      }),
    ]);
    const statuses = await Promise.all(["/readyz", "/healthz", "/metrics"].map(async (url) => (await get(url)).status));
    expect(statuses).toEqual([503, 200, 200]);
  });

  test("serves again when it is no longer", async () => {
    const { app } = await testApp({ limits: { maxEventLoopDelayMilliseconds: 300, pressureSampleMilliseconds: 100 } });
    const status = async () => (await app.inject("/readyz")).statusCode;
    const hold = () => {
      for (const until = performance.now() + 700; performance.now() < until; );
    };
    const seen = new Set<number>();
    for (let last = 0; !(seen.has(503) && last === 200); await nextTurn()) {
      last = await status();
      seen.add(last);
      if (!seen.has(503)) hold();
    }
    expect(seen).toEqual(new Set([200, 503]));
  });
});
