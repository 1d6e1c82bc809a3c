import { Metrics } from "../metrics/metrics.ts";
import { metricsSnapshot } from "../metrics/metrics-text.ts";
import { checkOptions } from "../start/check-options.ts";
import { CleanUp } from "../start/clean-up.ts";
import { createBackend } from "../start/create-backend.ts";
import { doAfterwards } from "../start/do-afterwards.ts";
import { findMasterKeys } from "../start/find-master-keys.ts";
import { createListeners } from "../start/listeners.ts";
import { type LogStream, loggerOf } from "../start/logger.ts";
import { nothingMade } from "../start/made-secrets.ts";
import { openStore } from "../start/open-store.ts";
import { placeStore } from "../start/place-store.ts";
import { requireMasterKey } from "../start/require-master-key.ts";
import { serverKeySets } from "../start/server-key-sets.ts";
import { startFailure } from "../start/start-failure.ts";
import type { RunningServer } from "../start/start-server.ts";
import { startSweeping } from "../start/sweeping.ts";
import type { WorkerOptions } from "./worker-message.ts";

/** A worker that answers. */
export type WorkerServer = Pick<RunningServer, "url" | "adminUrl" | "metrics" | "close">;

/**
 * Starts a server on what has been made ready, as `startServer` does: it neither applies nor makes anything. Its metrics
 * are what `metricsText` has of all workers. Rejects with a `StartError`; nothing is left open then.
 */
export async function startWorkerServer(
  { logLevel, isManaged, ...options }: WorkerOptions,
  stream: LogStream,
  metricsText: () => Promise<string>,
): Promise<WorkerServer> {
  const checked = checkOptions(options);
  const logger = loggerOf({ ...(logLevel === undefined ? {} : { level: logLevel }), stream });
  const metrics = new Metrics();
  const cleanUp = new CleanUp();
  try {
    const location = await placeStore(checked.store, cleanUp);
    const masterKeys = await findMasterKeys(options, checked, location);
    const store = await openStore(location, checked, cleanUp);
    const keySets = serverKeySets(checked, logger, metrics);
    const afterwards = doAfterwards(logger);
    cleanUp.add(() => afterwards.stop());
    const backend = createBackend(checked, { store, masterKeys, keySets, afterwards });
    await requireMasterKey(backend);
    const listeners = createListeners({ metricsText }, checked, { backend, logger, metrics, isManaged });
    cleanUp.add(startSweeping(store, { clock: checked.clock, pacing: backend.pacing, logger }));
    cleanUp.add(() => listeners.stop());
    const listening = await listeners.listen();
    backend.listensOn(listening.url);
    return { ...listening, metrics: () => metricsSnapshot(metrics), close: () => cleanUp.run() };
  } catch (error) {
    throw await startFailure(error, { checked, cleanUp, made: nothingMade() });
  }
}
