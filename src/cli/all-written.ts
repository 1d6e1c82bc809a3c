import type { Writable } from "node:stream";

/** The time for which readers are waited for: one that never reads does not keep the process. */
export const maxWriteMilliseconds = 5000;

/**
 * Waits until all that was written to the streams is out of the process, or has nobody left to read it, or the time is over.
 * An exit of the process loses what a slow reader of a pipe has not made room for.
 */
export async function allWritten(streams: readonly Writable[], maxMilliseconds = maxWriteMilliseconds): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeOver = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, maxMilliseconds);
  });
  await Promise.race([timeOver, Promise.all(streams.map(lastWritten))]);
  clearTimeout(timer);
}

/** Resolves after all that was written before, since writes of a stream follow one another. */
function lastWritten(stream: Writable): Promise<void> {
  if (!stream.writable) return Promise.resolve();
  return new Promise((resolve) => {
    stream.write("", () => resolve());
  });
}
