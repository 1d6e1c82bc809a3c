import cluster from "node:cluster";
import type { MetricsSnapshot } from "../metrics/metrics-text.ts";
import { Questions } from "./questions.ts";
import { WholeLines } from "./whole-lines.ts";
import type { FromWorker, ToWorker, WorkerOptions } from "./worker-message.ts";
import type { WorkerEnd, WorkerEvents, WorkerProcess } from "./worker-pool.ts";

/** The program that a worker runs: it is to call `runWorker`. */
export interface WorkerProgram {
  /** The path of the script. */
  readonly script: string;
  readonly parameters: readonly string[];
  /** What Node.js itself is told; as this process was, unless given. */
  readonly nodeParameters?: readonly string[];
}

/**
 * Starts a worker of this process. It listens through this process, which hands it connections in turn, and ends when this
 * process does, however that ends. What it writes to its standard error comes out of `log` in whole lines.
 */
export function forkWorker(
  { script, parameters, nodeParameters = process.execArgv }: WorkerProgram,
  options: WorkerOptions,
  { onListening, onEnded, metricsText, log }: WorkerEvents & { readonly log: (text: string) => void },
): WorkerProcess {
  cluster.setupPrimary({
    exec: script,
    args: [...parameters],
    execArgv: [...nodeParameters],
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  const worker = cluster.fork();
  const { process: child } = worker;
  const send = (message: ToWorker) => void worker.send(message, () => undefined);
  const lines = new WholeLines(log);
  child.stderr?.on("data", (piece: Buffer) => lines.add(piece));
  const metrics = new Questions<MetricsSnapshot>((id) => send({ kind: "tell metrics", id }));
  let failure: WorkerEnd["failure"];
  worker.on("message", (message: FromWorker) => {
    switch (message.kind) {
      case "waiting":
        send({ kind: "start", options });
        break;
      case "listening":
        onListening({ url: message.url, adminUrl: message.adminUrl });
        break;
      case "failed":
        failure = message;
        break;
      case "metrics":
        metrics.answer(message.id, message.snapshot);
        break;
      case "want metrics":
        metricsText().then((text) => send({ kind: "metrics of all", id: message.id, text }));
    }
  });
  // A worker that is gone cannot be told anything, and its end is told otherwise.
  worker.on("error", () => undefined);
  child.once("close", (code: number | null, signal: string | null) => {
    lines.end();
    metrics.end([]);
    onEnded({ code, signal, ...(failure === undefined ? {} : { failure }) });
  });
  return {
    pid: child.pid,
    stop: () => send({ kind: "stop" }),
    kill: () => void child.kill("SIGKILL"),
    metrics: () => metrics.ask(),
  };
}
