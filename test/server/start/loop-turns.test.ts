import { describe, expect, test } from "vitest";
import { loopTurns } from "../../../src/server/start/loop-turns.ts";

/** A loop whose clock and turns the test moves. */
function world() {
  let now = 0;
  const next: (() => void)[] = [];
  return {
    turns: loopTurns(
      () => now,
      (act) => next.push(act),
    ),
    pass(milliseconds: number) {
      now += milliseconds;
    },
    /** Goes once around, and lets everybody go on as far as they can. */
    async around() {
      for (const act of next.splice(0)) act();
      for (let count = 0; count < 10; count++) await undefined;
    },
    waiting: () => next.length,
  };
}

describe("turns of the event loop", () => {
  test("are not due for 10 ms of work, and then after each 10 ms", async () => {
    const { turns, pass, around } = world();
    const turn = turns();
    pass(10);
    expect(turn()).toBeUndefined();
    pass(1);
    const given = turn();
    expect(given).toBeInstanceOf(Promise);
    await around();
    await given;
    pass(10);
    expect(turn()).toBeUndefined();
    pass(1);
    expect(turn()).toBeInstanceOf(Promise);
  });

  test("are given to one work at a time, in the order in which they asked", async () => {
    const { turns, pass, around, waiting } = world();
    const told: string[] = [];
    const work = async (name: string) => {
      const turn = turns();
      for (let step = 0; step < 3; step++) {
        pass(11);
        await turn();
        told.push(name);
      }
    };
    const works = Promise.all(["a", "b", "c"].map(work));
    const sizes: number[] = [];
    while (waiting() > 0) {
      const before = told.length;
      await around();
      sizes.push(told.length - before);
    }
    await works;
    expect(told.join("")).toBe("abcabcabc");
    expect(sizes).toEqual(Array.from({ length: 9 }, () => 1));
  });

  test("let what has arrived be answered", async () => {
    const turn = loopTurns()();
    let isAnswered = false;
    setImmediate(() => {
      isAnswered = true;
    });
    while (!isAnswered) await turn();
    expect(isAnswered).toBe(true);
  });
});
