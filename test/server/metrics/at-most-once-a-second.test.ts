import { expect, test } from "vitest";
import { atMostOnceASecond } from "../../../src/server/metrics/at-most-once-a-second.ts";

/** Counts how often something is made; the test moves the clock and says when it fails. */
function counting() {
  const state = { now: 5000, made: 0, fails: false };
  const ask = atMostOnceASecond(
    async () => {
      state.made += 1;
      if (state.fails) throw new Error("not now");
      return state.made;
    },
    () => state.now,
  );
  return { state, ask };
}

test("what is asked for within a second is made once, also where it is still being made", async () => {
  const { state, ask } = counting();
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  state.now += 999;
  expect(await ask()).toBe(1);
  state.now += 1;
  expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
});

test("a failure is told to all who wait for it, and the next who asks gets another", async () => {
  const { state, ask } = counting();
  state.fails = true;
  expect(await Promise.allSettled([ask(), ask()])).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
  state.fails = false;
  expect(await ask()).toBe(2);
});
