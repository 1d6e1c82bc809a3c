import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { doAfterwards } from "../../../src/server/start/do-afterwards.ts";
import { createLogger } from "../../../src/server/start/logger.ts";
import { StoreUnavailableError } from "../../../src/store/index.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is done afterwards, by name, and what is logged of it. */
function world() {
  const done: string[] = [];
  const lines: string[] = [];
  const afterwards = doAfterwards(createLogger("info", { write: (line) => void lines.push(line) }));
  const work = (name: string) => async () => void done.push(name);
  return { done, afterwards, work, logged: () => lines.map((line) => JSON.parse(line).err.message) };
}

test("what requests leave is done within half a minute, once for each name, and not before", async () => {
  const { done, afterwards, work } = world();
  afterwards.soon("a", work("a, at first"));
  afterwards.soon("b", work("b"));
  afterwards.soon("a", work("a, as it was asked for last"));
  await vi.advanceTimersByTimeAsync(29_999);
  expect(done).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toEqual(["a, as it was asked for last", "b"]);
  await vi.advanceTimersByTimeAsync(60_000);
  afterwards.soon("a", work("a, again"));
  await vi.advanceTimersByTimeAsync(30_000);
  expect(done.slice(2)).toEqual(["a, again"]);
  await afterwards.stop();
});

test("a failure is logged, and keeps nothing else from being done", async () => {
  const { done, afterwards, work, logged } = world();
  afterwards.soon("a", () => Promise.reject(new StoreUnavailableError("full", "no room")));
  afterwards.soon("b", work("b"));
  await afterwards.round();
  expect(done).toEqual(["b"]);
  expect(logged()).toEqual(["no room"]);
  await afterwards.stop();
});

test("what is asked for while a round is under way is done after what was asked for before, and at most once at a time", async () => {
  const { done, afterwards, work } = world();
  afterwards.soon("a", async () => {
    done.push("a");
    afterwards.soon("a", work("a again"));
  });
  afterwards.soon("b", work("b"));
  await Promise.all([afterwards.round(), afterwards.round()]);
  expect(done).toEqual(["a", "b", "a again"]);
  await afterwards.stop();
});

test("with 10 000 that wait a round begins at once", async () => {
  const { done, afterwards, work } = world();
  for (let index = 0; index < 10_000; index++) afterwards.soon(`${index}`, work("x"));
  await afterwards.round();
  expect(done).toHaveLength(10_000);
  await afterwards.stop();
});

test("to stop waits for what is being done, and leaves the rest", async () => {
  const { done, afterwards, work } = world();
  let end = () => {};
  afterwards.soon("a", async () => {
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    done.push("a");
  });
  afterwards.soon("b", work("b"));
  await vi.advanceTimersByTimeAsync(30_000);
  const stopped = afterwards.stop().then(() => done.push("stopped"));
  end();
  await stopped;
  afterwards.soon("c", work("c"));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(done).toEqual(["a", "stopped"]);
});
