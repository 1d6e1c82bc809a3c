import type { WorkerChannel } from "../../server/workers/run-worker.ts";
import { allWritten } from "../all-written.ts";

/** The channel on which a worker speaks with the first process, with its end. */
export interface ProcessChannel extends WorkerChannel {
  /** Ends the process, when all is done and what was printed is written. */
  readonly end: () => Promise<never>;
}

const signals = ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"] as const;
const errors = ["uncaughtException", "unhandledRejection"] as const;

/**
 * The channel of this process. A signal may come to all processes at once, and after the first one has passed it on: any
 * number of them ask for the same. An error that nobody caught is printed, and asks for it too.
 */
export function processChannel(): ProcessChannel {
  let code = 0;
  return {
    send: (message) => new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve())),
    onMessage: (act) => void process.on("message", act),
    onStop(stop) {
      for (const signal of signals) process.on(signal, stop);
      for (const event of errors) {
        process.on(event, (error) => {
          console.error(error);
          code = 1;
          stop();
        });
      }
    },
    async end() {
      await allWritten([process.stdout, process.stderr]);
      process.exit(code);
    },
  };
}
