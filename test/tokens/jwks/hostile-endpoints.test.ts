import { describe, expect, test } from "vitest";
import { messageByKeySetFault } from "../../../src/tokens/index.ts";
import { hostileEndpoints, openEndpoint } from "./hostile-endpoints.ts";

/** What came of a fetch: the ids of the keys, or the fault. */
async function outcomeOf(endpoint: (typeof hostileEndpoints)[number]["hostile"]) {
  const { fetch, server } = await openEndpoint(endpoint);
  const reading = await fetch();
  return {
    outcome: reading.ok ? reading.keys.map(({ kid }) => kid) : reading.fault,
    wasAsked: server.connections() > 0,
  };
}

describe("an endpoint that", () => {
  test.each(hostileEndpoints)("$name gives no key, and its control does", async (row) => {
    expect(await outcomeOf(row.control)).toEqual({ outcome: ["good"], wasAsked: true });
    const { outcome, wasAsked } = await outcomeOf(row.hostile);
    expect(outcome).toEqual(row.outcome === "no keys" ? [] : row.outcome);
    if (row.isNeverAsked) expect(wasAsked).toBe(false);
  });
});

describe("the hostile endpoints", () => {
  test("are many, and have names of their own", () => {
    expect(new Set(hostileEndpoints.map(({ name }) => name)).size).toBe(hostileEndpoints.length);
    expect(hostileEndpoints.length).toBeGreaterThanOrEqual(100);
  });

  test("meet every fault there is, but for that of too many trials at once, which none of them has", () => {
    const faults = new Set<string>(hostileEndpoints.map(({ outcome }) => outcome));
    expect(Object.keys(messageByKeySetFault).filter((fault) => !faults.has(fault))).toEqual(["key_set_trials_busy"]);
  });
});
