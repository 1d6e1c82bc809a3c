import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLogger } from "../../../src/server/start/logger.ts";
import { startSweeping } from "../../../src/server/start/sweeping.ts";
import { type Store, StoreUnavailableError } from "../../../src/store/index.ts";

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

describe("sweeping", () => {
  test("removes what has expired, once a minute, until it is stopped", async () => {
    const sweeps: (readonly [number, number])[] = [];
    const store = noted(async (now, limit) => sweeps.push([now, limit]));
    const stop = startSweeping(store, () => 7, createLogger("silent", { write() {} }));
    await vi.advanceTimersByTimeAsync(120_000);
    stop();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sweeps).toEqual([
      [7, 1000],
      [7, 1000],
    ]);
  });

  test("goes on after a failure, and logs it", async () => {
    const lines: string[] = [];
    const store = noted(async () => Promise.reject(new StoreUnavailableError("full", "no room")));
    const stop = startSweeping(store, () => 7, createLogger("info", { write: (line) => void lines.push(line) }));
    await vi.advanceTimersByTimeAsync(120_000);
    stop();
    expect(lines.map((line) => JSON.parse(line).err.message)).toEqual(["no room", "no room"]);
  });
});
