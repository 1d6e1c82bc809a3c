import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLogger } from "../../../src/server/start/logger.ts";
import { startSweeping, sweepExpired } from "../../../src/server/start/sweeping.ts";
import { type Pacing, type Store, StoreUnavailableError } from "../../../src/store/index.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A store that notes its sweeps. */
function noted(sweep: Store["sweep"]): Store {
  return {
    sweep,
    scope: () => {
      throw new Error("not asked for");
    },
    close: async () => {},
  };
}

/** Lets nobody wait, and counts how often it was asked. */
function countedTurns() {
  let asked = 0;
  const pacing: Pick<Pacing, "turns"> = {
    turns: () => () => {
      asked++;
      return undefined;
    },
  };
  return { pacing, asked: () => asked };
}

/** A store in which so much has expired; notes how much was to be removed each time. */
function expired(documents: number, onSweep = () => {}) {
  const limits: number[] = [];
  const store = noted(async (_now, limit) => {
    limits.push(limit);
    onSweep();
    const removed = Math.min(limit, documents);
    documents -= removed;
    return removed;
  });
  return { store, limits };
}

describe("sweeping", () => {
  test("removes what has expired, once a minute, until it is stopped", async () => {
    const sweeps: number[] = [];
    const store = noted(async (now) => {
      sweeps.push(now);
      return 0;
    });
    const logger = createLogger("silent", { write() {} });
    const stop = startSweeping(store, { clock: () => 7, pacing: countedTurns().pacing, logger });
    await vi.advanceTimersByTimeAsync(120_000);
    stop();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sweeps).toEqual([7, 7]);
  });

  test("goes on after a failure, and logs it", async () => {
    const lines: string[] = [];
    const store = noted(async () => Promise.reject(new StoreUnavailableError("full", "no room")));
    const logger = createLogger("info", { write: (line) => void lines.push(line) });
    const stop = startSweeping(store, { clock: () => 7, pacing: countedTurns().pacing, logger });
    await vi.advanceTimersByTimeAsync(120_000);
    stop();
    expect(lines.map((line) => JSON.parse(line).err.message)).toEqual(["no room", "no room"]);
  });

  test("goes on after a second as long as there may be more", async () => {
    const { store, limits } = expired(2500);
    const logger = createLogger("silent", { write() {} });
    const stop = startSweeping(store, { clock: () => 7, pacing: countedTurns().pacing, logger });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(limits).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(1000);
    expect(limits).toHaveLength(20);
    await vi.advanceTimersByTimeAsync(1000);
    expect(limits).toHaveLength(26);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(limits).toHaveLength(26);
    await vi.advanceTimersByTimeAsync(1);
    stop();
    expect(limits).toHaveLength(27);
  });

  test("ends early when it is stopped", async () => {
    const { store, limits } = expired(1000, () => stop());
    const logger = createLogger("silent", { write() {} });
    const stop = startSweeping(store, { clock: () => 7, pacing: countedTurns().pacing, logger });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(limits).toEqual([100]);
  });
});

describe("one sweep", () => {
  test("removes 100 documents at a time, and lets others go on in between", async () => {
    const { store, limits } = expired(250);
    const { pacing, asked } = countedTurns();
    expect(await sweepExpired(store, { clock: () => 7, pacing })).toBe(250);
    expect(limits).toEqual([100, 100, 100]);
    expect(asked()).toBe(2);
  });

  test("removes at most 1000", async () => {
    const { store, limits } = expired(5000);
    expect(await sweepExpired(store, { clock: () => 7, pacing: countedTurns().pacing })).toBe(1000);
    expect(limits).toEqual(Array.from({ length: 10 }, () => 100));
  });
});
