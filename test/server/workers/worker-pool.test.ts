import { describe, expect, test } from "vitest";
import { createLogger } from "../../../src/server/start/logger.ts";
import { StartError } from "../../../src/server/start/start-error.ts";
import { type WorkerEnd, type WorkerEvents, WorkerPool } from "../../../src/server/workers/worker-pool.ts";

/** A worker that does what the test says. */
interface FakeWorker extends WorkerEvents {
  readonly told: string[];
  /** Its metrics: those of one counter, by how much it has counted. */
  readonly answer: (count: number) => void;
}

/** A pool of fake workers, under a clock that the test moves. */
function poolOf(count: number) {
  const workers: FakeWorker[] = [];
  let logText = "";
  let now = 0;
  let timers: { readonly at: number; readonly act: () => void }[] = [];
  const pool = new WorkerPool({
    count,
    startWorker: (events) => {
      const told: string[] = [];
      let answer: (count: number) => void = () => {};
      workers.push({ ...events, told, answer: (count) => answer(count) });
      return {
        pid: workers.length,
        stop: () => void told.push("stop"),
        kill: () => void told.push("kill"),
        metrics: () =>
          new Promise((resolve) => {
            answer = (value) =>
              resolve([
                { name: "sum", help: "it", type: "counter", aggregator: "sum", values: [{ value, labels: {} }] },
              ]);
          }),
      };
    },
    logger: createLogger("info", {
      write(line) {
        logText += line;
      },
    }),
    timing: {
      now: () => now,
      after(milliseconds, act) {
        const timer = { at: now + milliseconds, act };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
  });
  return {
    pool,
    workers,
    worker(index: number): FakeWorker {
      const found = workers[index];
      if (found === undefined) throw new Error(`there is no worker ${index}`);
      return found;
    },
    /** Lets time pass; how many workers were started meanwhile. */
    pass(milliseconds: number): number {
      const before = workers.length;
      now += milliseconds;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(({ at }) => at > now);
      for (const { act } of due) act();
      return workers.length - before;
    },
    delays: () => [...logText.matchAll(/"delay_ms":(\d+)/g)].map(([, delay]) => Number(delay)),
    logText: () => logText,
    timers: () => timers.length,
  };
}

const at = { url: "http://a", adminUrl: "http://b" };

const killed: WorkerEnd = { code: null, signal: "SIGKILL" };
const exited: WorkerEnd = { code: 1, signal: null };
const refusal = (isTemporary: boolean): WorkerEnd => ({
  ...exited,
  failure: { problems: [{ option: "store", message: "there is no room" }], isTemporary },
});

async function problemOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof StartError ? [error.message, error.isTemporary] : error;
}

describe("a pool of workers", () => {
  test("is ready when all of them listen", async () => {
    const { pool, worker, workers } = poolOf(2);
    expect(workers).toHaveLength(2);
    let isReady = false;
    const ready = pool.ready.then((url) => {
      isReady = true;
      return url;
    });
    worker(0).onListening(at);
    await Promise.resolve();
    expect(isReady).toBe(false);
    worker(1).onListening(at);
    expect(await ready).toBe(at);
  });

  test("tells what those that listen have counted, without one that does not answer", async () => {
    const { worker, pass, timers } = poolOf(4);
    for (const index of [0, 1, 2]) worker(index).onListening(at);
    const text = worker(0).metricsText();
    worker(0).answer(3);
    worker(2).answer(4);
    await Promise.resolve();
    expect(pass(2000)).toBe(0);
    expect(await text).toContain("\nsum 7\n");
    expect(timers()).toBe(0);
  });

  test("asks them at most once a second, whoever wants to know", async () => {
    const { worker, pass } = poolOf(1);
    worker(0).onListening(at);
    const first = worker(0).metricsText();
    worker(0).answer(3);
    expect(await first).toContain("\nsum 3\n");
    pass(999);
    expect(await worker(0).metricsText()).toBe(await first);
    pass(1);
    const next = worker(0).metricsText();
    worker(0).answer(4);
    expect(await next).toContain("\nsum 4\n");
  });

  test("starts one again that has ended, later each time unless it ran well", () => {
    const { worker, workers, pass, delays, logText } = poolOf(2);
    worker(1).onListening(at);
    for (let round = 0; round < 9; round += 1) {
      const last = worker(workers.length === 2 ? 0 : workers.length - 1);
      last.onListening(at);
      last.onEnded(killed);
      expect(pass(99)).toBe(0);
      expect(pass(10_000)).toBe(1);
    }
    expect(delays()).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]);
    const steady = worker(workers.length - 1);
    steady.onListening(at);
    pass(10_000);
    steady.onEnded(killed);
    expect(delays().at(-1)).toBe(100);
    expect(logText()).toContain('"worker":1,"worker_pid":1,"code":null,"signal":"SIGKILL"');
  });

  test("is given up at its start when a worker says why it cannot start", async () => {
    for (const isTemporary of [true, false]) {
      const { pool, worker } = poolOf(2);
      worker(0).onEnded(refusal(isTemporary));
      expect(worker(1).told).toEqual(["kill"]);
      worker(1).onEnded(killed);
      expect(await problemOf(pool.ready)).toEqual(["store: there is no room", isTemporary]);
      expect(await problemOf(pool.failure)).toEqual(["store: there is no room", isTemporary]);
      await pool.close();
    }
  });

  test("is given up when five starts in a row come to nothing", async () => {
    const { pool, worker, workers, pass, timers } = poolOf(1);
    for (let index = 0; index < 4; index += 1) {
      worker(index).onEnded(exited);
      expect(pass(10_000)).toBe(1);
    }
    worker(4).onEnded(exited);
    expect([workers.length, timers()]).toEqual([5, 0]);
    expect(await problemOf(pool.ready)).toEqual([
      "workers: cannot be started: the last of several that ended did so with code 1",
      true,
    ]);
    await pool.close();
  });

  test("is given up later too, when no other worker is left", async () => {
    const { pool, worker, pass } = poolOf(1);
    worker(0).onListening(at);
    await pool.ready;
    worker(0).onEnded(killed);
    for (let index = 1; index <= 5; index += 1) {
      expect(pass(10_000)).toBe(1);
      worker(index).onEnded(index === 5 ? killed : refusal(false));
    }
    expect(await problemOf(pool.failure)).toEqual([
      "workers: cannot be started: the last of several that ended did so with the signal SIGKILL",
      true,
    ]);
  });

  test("goes on as long as one worker listens", async () => {
    const { pool, worker, workers, pass } = poolOf(2);
    worker(0).onListening(at);
    worker(1).onListening(at);
    await pool.ready;
    worker(1).onEnded(killed);
    for (let round = 0; round < 12; round += 1) {
      expect(pass(10_000)).toBe(1);
      worker(workers.length - 1).onEnded(refusal(false));
    }
    expect(worker(0).told).toEqual([]);
  });

  test("waits for a store that is away, as long as it takes", async () => {
    const { pool, worker, workers, pass } = poolOf(1);
    worker(0).onListening(at);
    await pool.ready;
    worker(0).onEnded(killed);
    for (let round = 0; round < 12; round += 1) {
      expect(pass(10_000)).toBe(1);
      worker(workers.length - 1).onEnded(refusal(true));
    }
  });

  test("stops those that listen, kills those that start, and starts none any more", async () => {
    const { pool, worker, workers, pass, timers } = poolOf(3);
    worker(0).onListening(at);
    worker(2).onEnded(killed);
    let isClosed = false;
    const closed = pool.close().then(() => {
      isClosed = true;
    });
    expect([worker(0).told, worker(1).told]).toEqual([["stop"], ["kill"]]);
    worker(1).onEnded(killed);
    await Promise.resolve();
    expect(isClosed).toBe(false);
    worker(0).onEnded({ code: 0, signal: null });
    await closed;
    await pool.close();
    expect([pass(60_000), workers.length, timers()]).toEqual([0, 3, 0]);
  });

  test("kills what does not stop", async () => {
    const { pool, worker, pass } = poolOf(2);
    for (const index of [0, 1]) worker(index).onListening(at);
    const closed = pool.close();
    worker(1).onEnded(killed);
    pass(13_000);
    expect([worker(0).told, worker(1).told]).toEqual([["stop", "kill"], ["stop"]]);
    worker(0).onEnded(killed);
    await closed;
  });
});
