import { untilStopped } from "../../../src/cli/until-stopped.ts";

/** A program that says more than a pipe holds when it is told to stop. */
await untilStopped(
  async () => {
    process.stderr.write(`${"a line of the log\n".repeat(100_000)}the last line\n`);
  },
  () => process.stdout.write("waiting\n"),
);
