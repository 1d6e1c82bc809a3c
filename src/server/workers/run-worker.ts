import type { LogStream } from "../start/logger.ts";
import { StartError } from "../start/start-error.ts";
import { Questions } from "./questions.ts";
import { startWorkerServer, type WorkerServer } from "./start-worker-server.ts";
import type { FromWorker, ToWorker, WorkerOptions } from "./worker-message.ts";

/** A worker's way to the first process. */
export interface WorkerChannel {
  /** Resolves once the message is on its way. */
  readonly send: (message: FromWorker) => Promise<void>;
  readonly onMessage: (act: (message: ToWorker) => void) => void;
  /** From now on calls `stop`, instead of ending, when the process is told to end by others than the first process. */
  readonly onStop: (stop: () => void) => void;
}

/**
 * Does what a worker does: it starts as the first process says, tells how that went, and answers until it is told to stop.
 * Resolves when it has let go of everything, whether it could start or not.
 */
export async function runWorker(channel: WorkerChannel, stream: LogStream): Promise<void> {
  const options = await new Promise<WorkerOptions>((resolve) => {
    channel.onMessage((message) => {
      if (message.kind === "start") resolve(message.options);
    });
    channel.send({ kind: "waiting" });
  });
  const metricsOfAll = new Questions<string>((id) => channel.send({ kind: "want metrics", id }));
  let server: WorkerServer;
  try {
    server = await startWorkerServer(options, stream, () => metricsOfAll.ask());
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    await channel.send({ kind: "failed", problems: error.problems, isTemporary: error.isTemporary });
    return;
  }
  const stopped = new Promise<void>((resolve) => {
    channel.onStop(resolve);
    channel.onMessage((message) => {
      switch (message.kind) {
        case "stop":
          resolve();
          break;
        case "tell metrics":
          server.metrics().then((snapshot) => channel.send({ kind: "metrics", id: message.id, snapshot }));
          break;
        case "metrics of all":
          metricsOfAll.answer(message.id, message.text);
      }
    });
  });
  await channel.send({ kind: "listening", url: server.url, adminUrl: server.adminUrl });
  await stopped;
  await server.close();
}
