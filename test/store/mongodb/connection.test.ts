import { MongoClient } from "mongodb";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { clientFor, readAddress } from "../../../src/store/mongodb/address.ts";
import { Connection } from "../../../src/store/mongodb/connection.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What has become of an operation that never ends, after so many milliseconds; nothing is connected to. */
async function outcomeAfter(milliseconds: number, options = "", long = false) {
  const address = readAddress(`mongodb://user:password@127.0.0.1:1/shop${options}`);
  const connection = new Connection(clientFor(address), address);
  const endless = () => new Promise<never>(() => {});
  let outcome: unknown = "nothing";
  (long ? connection.runLong(endless) : connection.run(endless)).catch((error: unknown) => {
    outcome = error;
  });
  await vi.advanceTimersByTimeAsync(milliseconds);
  return outcome;
}

describe("an operation of a MongoDB that does not answer", () => {
  test("fails after five seconds in all, whatever the driver still tries", async () => {
    expect(await outcomeAfter(4999)).toBe("nothing");
    expect(await outcomeAfter(5000)).toMatchObject({
      code: "store_unavailable",
      reason: "failed",
      message: "the store at `127.0.0.1:1/shop` does not answer",
    });
  });

  test.each([
    ["?socketTimeoutMS=7000", 7000],
    ["?serverSelectionTimeoutMS=100", 5000],
    [
      "?serverSelectionTimeoutMS=100&socketTimeoutMS=200&connectTimeoutMS=300&waitQueueTimeoutMS=100&heartbeatFrequencyMS=500",
      300,
    ],
  ])("waits as long as the address says at most: %s", async (options, milliseconds) => {
    expect(await outcomeAfter(milliseconds - 1, options)).toBe("nothing");
    expect(await outcomeAfter(milliseconds, options)).toMatchObject({ code: "store_unavailable" });
  });

  test("waits for ever where the address says so, and where it is many operations", async () => {
    expect(await outcomeAfter(600_000, "?socketTimeoutMS=0")).toBe("nothing");
    expect(await outcomeAfter(600_000, "", true)).toBe("nothing");
  });
});

test("an operation that ends in time leaves no timer behind", async () => {
  const address = readAddress("mongodb://127.0.0.1:1/shop");
  const connection = new Connection(new MongoClient(address.uri), address);
  expect(await connection.run(async () => 1)).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});
