import { describe, expect, test } from "vitest";
import {
  ConflictError,
  DuplicateKeyError,
  type Pacing,
  type Retrying,
  retryUntilSettled,
  StoreUnavailableError,
} from "../../src/store/index.ts";

const tooLong = new Error("too long");
const conflict = new ConflictError("documents");

/** Waits that are noted and take no time; the clock moves by them, unless it stands still. */
function world({ chance = 0, stands = false }: { readonly chance?: number; readonly stands?: boolean } = {}) {
  let now = 5000;
  const waits: number[] = [];
  const pacing: Pacing = {
    elapsedMilliseconds: () => now,
    async wait(milliseconds) {
      waits.push(milliseconds);
      if (!stands) now += milliseconds;
    },
    after: () => () => {},
    turns: () => () => undefined,
    random: () => chance,
  };
  const retrying: Retrying = { pacing, maxMilliseconds: 1000, unsettled: () => tooLong };
  return {
    retrying,
    waits,
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}

/** Throws these errors one after the other, then is done. */
function losing(...errors: Error[]): () => Promise<string> {
  return async () => {
    const error = errors.shift();
    if (error !== undefined) throw error;
    return "done";
  };
}

const never = () => Promise.reject(conflict);

describe("trying again until it is settled", () => {
  test("does not wait for what succeeds at once", async () => {
    const { retrying, waits } = world();
    expect([await retryUntilSettled(losing(), retrying), waits]).toEqual(["done", []]);
  });

  test("goes on after conflicts and duplicate keys, and waits longer each time, up to a limit", async () => {
    const { retrying, waits } = world();
    const errors = Array.from({ length: 9 }, (_, at) => (at % 2 ? conflict : new DuplicateKeyError("documents", "id")));
    expect(await retryUntilSettled(losing(...errors), retrying)).toBe("done");
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 64, 64]);
  });

  test("leaves it to chance whether a wait is half as long", async () => {
    const { retrying, waits } = world({ chance: 0.5 });
    await retryUntilSettled(losing(conflict, conflict, conflict), retrying);
    expect(waits).toEqual([1.5, 3, 6]);
  });

  test("passes on at once what is no lost race", async () => {
    const { retrying, waits } = world();
    const failure = new StoreUnavailableError("full", "no room");
    await expect(retryUntilSettled(losing(conflict, failure), retrying)).rejects.toBe(failure);
    expect(waits).toHaveLength(1);
  });

  test("lets the caller say what a lost race is", async () => {
    const { retrying } = world();
    const mine = new Error("mine");
    const isLostRace = (error: unknown) => error === mine;
    expect(await retryUntilSettled(losing(mine, mine), { ...retrying, isLostRace })).toBe("done");
    await expect(retryUntilSettled(losing(mine, conflict), { ...retrying, isLostRace })).rejects.toBe(conflict);
  });

  test("ends when the time is over, with a last attempt then", async () => {
    const { retrying, waits } = world();
    let attempts = 0;
    const attempt = () => {
      attempts++;
      return never();
    };
    await expect(retryUntilSettled(attempt, retrying)).rejects.toBe(tooLong);
    expect(waits.reduce((sum, wait) => sum + wait)).toBe(1000);
    expect(attempts).toBe(waits.length + 1);
  });

  test("counts the time that the attempts take", async () => {
    const { retrying, waits, pass } = world();
    const slow = () => {
      pass(400);
      return never();
    };
    await expect(retryUntilSettled(slow, retrying)).rejects.toBe(tooLong);
    expect(waits).toEqual([1, 2]);
  });

  test("ends where the clock stands still", async () => {
    const { retrying, waits } = world({ stands: true });
    await expect(retryUntilSettled(never, retrying)).rejects.toBe(tooLong);
    expect(waits.reduce((sum, wait) => sum + wait)).toBe(1000);
  });

  test("is told the last error when the time is over", async () => {
    const { retrying } = world();
    await expect(retryUntilSettled(never, { ...retrying, unsettled: (last) => last })).rejects.toBe(conflict);
  });
});
