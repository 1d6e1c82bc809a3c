import { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { reportProblems } from "../report-problems.ts";

/** `claimsmith serve-worker`: one of the processes of `claimsmith serve --workers`, which says what it is to do. */
export async function serveWorker(io: Io): Promise<ExitCode> {
  const channel = await io.workerChannel();
  if (channel === undefined) {
    reportProblems(io, [{ path: "serve-worker", message: "only `claimsmith serve --workers` starts it" }]);
    return ExitCode.usage;
  }
  const { runWorker } = await import("../../server/workers/run-worker.ts");
  await runWorker(channel, { write: io.stderr });
  return channel.end();
}
