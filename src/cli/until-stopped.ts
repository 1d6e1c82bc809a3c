import closeWithGrace from "close-with-grace";
import { allWritten, maxWriteMilliseconds } from "./all-written.ts";

/** The time for closing, and for the last lines to be read, before the process ends all the same. */
const maxStopMilliseconds = 15_000 + maxWriteMilliseconds;

/** A fault of the process itself: no handler in JavaScript can go on from it, and the process must end by it. */
const faults: closeWithGrace.AllEvents[] = ["SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGABRT", "SIGTRAP"];

/**
 * Waits for a signal to stop, or for an error that nobody caught; then closes, waits until what was printed is written, and
 * ends the process: with 0 after a signal, with 1 after an error, a second signal, or when closing takes too long. Calls `onWaiting` when it listens to
 * signals. When `failure` rejects it closes, and rejects too.
 */
export async function untilStopped(
  close: (signal?: string) => Promise<void>,
  onWaiting: () => Promise<void>,
  failure: Promise<never> = new Promise(() => {}),
): Promise<void> {
  const { uninstall } = closeWithGrace({ delay: maxStopMilliseconds, skip: faults }, async ({ err, signal }) => {
    if (err !== undefined) console.error(err);
    try {
      await close(signal);
    } finally {
      // The process is ended after this, whatever its pipes still hold.
      await allWritten([process.stdout, process.stderr]);
    }
  });
  try {
    await onWaiting();
    await failure;
  } finally {
    uninstall();
    await close();
  }
}
