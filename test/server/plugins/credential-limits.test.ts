import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Limits } from "../../../src/server/http/limits.ts";
import { basic } from "../support/basic.ts";
import { metricValue } from "../support/read-metrics.ts";
import { b2bProjectId, consumerProjectId, testApp } from "../support/test-app.ts";

const path = "/v1/things/1";

/** An app, and how it answers an authorization from an address. */
async function world(limits: Partial<Limits>) {
  const { app, authorization } = await testApp({ limits });
  const answerTo = async (header: string | undefined, remoteAddress = "192.0.2.1", url = path) => {
    const headers = header === undefined ? {} : { authorization: header };
    const { statusCode, headers: answered, body } = await app.inject({ url, headers, remoteAddress });
    return { status: statusCode, wait: answered["retry-after"], type: JSON.parse(body).error_type };
  };
  const statusOf = async (...args: Parameters<typeof answerTo>) => (await answerTo(...args)).status;
  const failures = async (reason: string) => {
    const { body } = await app.inject("/metrics");
    return metricValue(body, "claimsmith_failed_credentials_total", { reason });
  };
  return { good: authorization.b2b, answerTo, statusOf, failures };
}

const wrong = basic(`${b2bProjectId}:wrong`);

describe("wrong credentials", () => {
  test("are refused with 429 from the limit on, and told when to come again", async () => {
    const { answerTo, statusOf, failures } = await world({ maxFailedCredentials: 2 });
    expect([await statusOf(wrong), await statusOf(wrong)]).toEqual([401, 401]);
    const { status, wait, type } = await answerTo(wrong);
    expect([status, type]).toEqual([429, "too_many_requests"]);
    expect(Number(wait)).toBeGreaterThan(0);
    expect(Number(wait)).toBeLessThanOrEqual(60);
    expect([await failures("wrong"), await failures("limited")]).toEqual([2, 1]);
  });

  test("of one address and project leave others alone", async () => {
    const { statusOf } = await world({ maxFailedCredentials: 1 });
    expect([await statusOf(wrong), await statusOf(wrong)]).toEqual([401, 429]);
    expect(await statusOf(wrong, "192.0.2.2")).toBe(401);
    expect(await statusOf(basic(`${consumerProjectId}:wrong`))).toBe(401);
  });

  test("never keep good ones out", async () => {
    const { good, statusOf } = await world({ maxFailedCredentials: 1 });
    for (let count = 0; count < 30; count++) await statusOf(wrong);
    expect([await statusOf(good), await statusOf(wrong), await statusOf(good)]).toEqual([200, 429, 200]);
  });

  test("of ever other projects are limited for the address as a whole", async () => {
    const { good, statusOf } = await world({ maxFailedCredentials: 1 });
    const made = (id: string) => basic(`${id}:x`);
    const statuses = [];
    for (let count = 0; count < 11; count++) statuses.push(await statusOf(made(`project-test-${count}`)));
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect([await statusOf(good), await statusOf(wrong, "192.0.2.2")]).toEqual([200, 401]);
  });

  test("for what is no project at all count as one", async () => {
    const { statusOf } = await world({ maxFailedCredentials: 1 });
    const names = ["", "__proto__", "x".repeat(200)];
    const statuses = [];
    for (const name of names) statuses.push(await statusOf(basic(`${name}:x`)));
    expect(statuses).toEqual([401, 429, 429]);
  });

  test("that cannot be read count too", async () => {
    const { statusOf, failures } = await world({ maxFailedCredentials: 1 });
    expect([await statusOf("Bearer x"), await statusOf("Basic !")]).toEqual([400, 429]);
    expect([await failures("malformed"), await failures("limited")]).toEqual([1, 1]);
  });

  test("that are not there do not count", async () => {
    const { statusOf, failures } = await world({ maxFailedCredentials: 1 });
    for (let count = 0; count < 12; count++) expect(await statusOf(undefined)).toBe(401);
    expect(await failures("missing")).toBe(12);
    expect(await statusOf(wrong)).toBe(401);
  });

  test("of an IPv6 network of 64 bits count together, and of an IPv4 address however it is written", async () => {
    const { statusOf } = await world({ maxFailedCredentials: 1 });
    const of = async (addresses: readonly string[]) => {
      const statuses = [];
      for (const address of addresses) statuses.push(await statusOf(wrong, address));
      return statuses;
    };
    expect(await of(["2001:db8::1", "2001:db8::ffff:0:0:2", "2001:db8:0:1::1"])).toEqual([401, 429, 401]);
    expect(await of(["192.0.2.9", "::ffff:192.0.2.9"])).toEqual([401, 429]);
  });

  test("from all that is no address count together", async () => {
    const { statusOf } = await world({ maxFailedCredentials: 1 });
    const of = (address: string) => statusOf(wrong, address);
    expect([await of("8.8.8.8:1"), await of("8.8.8.8:2"), await of("unknown")]).toEqual([401, 429, 429]);
  });

  test("are counted anew after the window", async () => {
    const { answerTo } = await world({ maxFailedCredentials: 1, failedCredentialsWindowMilliseconds: 40 });
    const seen = new Set<number>();
    for (let last = 0; !(seen.has(429) && last === 401); await nextTurn()) {
      last = (await answerTo(wrong)).status;
      seen.add(last);
    }
    expect([...seen]).toEqual([401, 429]);
  });

  test("are forgotten, of those who came first, when there are too many to remember", async () => {
    const { statusOf } = await world({ maxFailedCredentials: 1, maxRememberedAddresses: 2 });
    const of = (last: number) => statusOf(wrong, `192.0.2.${last}`);
    expect([await of(1), await of(1), await of(2), await of(3), await of(1)]).toEqual([401, 429, 401, 401, 401]);
  });

  test("are not limited where the limit is 0", async () => {
    const { statusOf } = await world({ maxFailedCredentials: 0 });
    for (let count = 0; count < 12; count++) expect(await statusOf(wrong)).toBe(401);
  });

  test("are no matter of routes without credentials", async () => {
    const { statusOf } = await world({ maxFailedCredentials: 1 });
    const unknown = (count: number) => statusOf(wrong, undefined, `/v1/keys/project-test-${count}`);
    expect([await unknown(1), await unknown(2), await statusOf(wrong)]).toEqual([404, 404, 401]);
  });
});
