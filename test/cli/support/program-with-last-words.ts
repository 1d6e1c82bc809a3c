import { untilStopped } from "../../../src/cli/until-stopped.ts";

/** Stands for a server: a process with nothing to wait for would stop by itself. */
const work = setInterval(() => {}, 60_000);

/** A program that says more than a pipe holds when it is told to stop. */
await untilStopped(
  async () => {
    clearInterval(work);
    process.stderr.write(`${"a line of the log\n".repeat(100_000)}the last line\n`);
  },
  async () => void process.stdout.write("waiting\n"),
);
