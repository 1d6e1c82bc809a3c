import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { allWritten } from "../../src/cli/all-written.ts";

/** A stream whose reader takes a piece when it is told to. */
function lagging() {
  const taken: string[] = [];
  const takes: (() => void)[] = [];
  const stream = new Writable({
    write(piece: Buffer, _encoding, done) {
      takes.push(() => {
        taken.push(piece.toString());
        done();
      });
    },
  });
  return { stream, taken, take: () => takes.shift()?.() };
}

test("all that was written has gone out before the wait is over", async () => {
  const { stream, taken, take } = lagging();
  stream.write("a");
  stream.write("b");
  let isOver = false;
  const wait = allWritten([stream]).then(() => {
    isOver = true;
  });
  take();
  await Promise.resolve();
  expect(isOver).toBe(false);
  while (!isOver) {
    take();
    await new Promise(setImmediate);
  }
  await wait;
  expect(taken.join("")).toBe("ab");
});

test("a reader that never reads is not waited for beyond the time", async () => {
  const { stream, taken } = lagging();
  stream.write("a");
  await allWritten([stream], 1);
  expect(taken).toEqual([]);
});

test("a stream that nobody reads any more is not waited for", async () => {
  const { stream } = lagging();
  stream.write("a");
  stream.destroy();
  await allWritten([stream]);
  const failing = new Writable({ write: (_piece, _encoding, done) => done(new Error("EPIPE")) });
  failing.on("error", () => undefined);
  failing.write("a");
  await allWritten([failing]);
});
