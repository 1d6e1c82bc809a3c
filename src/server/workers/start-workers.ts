import { Metrics } from "../metrics/metrics.ts";
import { mergedMetrics } from "../metrics/metrics-text.ts";
import { checkAddresses } from "../start/check-addresses.ts";
import { readOptions } from "../start/check-options.ts";
import { CleanUp } from "../start/clean-up.ts";
import { closing } from "../start/closing.ts";
import { createBackend } from "../start/create-backend.ts";
import { masterKeysOf, masterKeyText } from "../start/find-master-keys.ts";
import { judgeKeyFile } from "../start/judge-key-file.ts";
import { logListening } from "../start/listeners.ts";
import { loggerOf } from "../start/logger.ts";
import { nothingMade } from "../start/made-secrets.ts";
import { managedProjects } from "../start/managed-projects.ts";
import { openStore } from "../start/open-store.ts";
import { type LastingLocation, placeStore } from "../start/place-store.ts";
import { prepareState } from "../start/prepare-state.ts";
import { prepareWorkspaceKey } from "../start/prepare-workspace-key.ts";
import { requireMasterKey } from "../start/require-master-key.ts";
import { serverKeySets } from "../start/server-key-sets.ts";
import { wrongOption } from "../start/start-error.ts";
import { startFailure } from "../start/start-failure.ts";
import type { StartOptions } from "../start/start-options.ts";
import type { RunningServer } from "../start/start-server.ts";
import { startPool, type WorkerSettings } from "./start-pool.ts";
import type { WorkerOptions } from "./worker-message.ts";

/** A server of several processes. */
export interface RunningWorkers extends RunningServer {
  /** Rejects with a `StartError` when all workers have ended and none can be started again; they are closed then. */
  readonly failure: Promise<never>;
}

/**
 * Starts the service as several processes behind one address. This process makes everything ready, the projects too; the
 * workers only answer, and are started again when they end. Rejects with a `StartError`; nothing is left running then.
 */
export async function startWorkers(given: StartOptions, settings: WorkerSettings): Promise<RunningWorkers> {
  const { options, checked, warnings } = await readOptions(given);
  requireOptionsForWorkers(options);
  const logger = loggerOf(options.logger);
  const cleanUp = new CleanUp();
  const opened = new CleanUp();
  const made = nothingMade();
  try {
    const location = await placeStore(checked.store, cleanUp);
    const ofKeyFile = await judgeKeyFile(location, checked);
    const ports = await checkAddresses(checked);
    const masterKey = await masterKeyText(options, checked, location);
    const masterKeys = masterKeysOf(masterKey);
    cleanUp.add(() => opened.run());
    const store = await openStore(location, checked, opened);
    const backend = createBackend(checked, {
      store,
      masterKeys,
      keySets: serverKeySets(checked, logger, new Metrics()),
      afterwards: undefined,
    });
    await requireMasterKey(backend);
    const applied = await prepareState(options, checked, backend, made);
    const management = await prepareWorkspaceKey(checked, backend, made);
    const { isManaged } = management;
    const projects = await managedProjects(backend);
    // What workers share is the store, not this process's way to it.
    await opened.run();
    const prepared = {
      ...workerOptions(options),
      ...ports,
      store: storeText(location),
      masterKey,
      isManaged,
    };
    const pool = await startPool(prepared, settings, { checked, logger, stream: options.logger?.stream, cleanUp });
    const listening = await pool.ready;
    logListening(listening, logger);
    const metrics = async () => mergedMetrics(await pool.metrics());
    return {
      ...listening,
      ...made,
      changes: applied.changes,
      warnings: [...warnings, ...ofKeyFile, ...applied.warnings, ...management.warnings],
      projects: isManaged ? projects : [],
      metrics,
      failure: pool.failure,
      close: closing(cleanUp, logger),
    };
  } catch (error) {
    throw await startFailure(error, { checked, cleanUp, made });
  }
}

/** Throws a `StartError` for an option that only one process can have. */
function requireOptionsForWorkers({ seed, clock }: StartOptions): void {
  if (seed !== undefined) throw wrongOption("seed", "is only for one worker: ids of several would be the same");
  if (clock !== undefined) throw wrongOption("clock", "is only for one worker");
}

/** A store as the option names it. */
function storeText(location: LastingLocation): string {
  return location.kind === "embedded" ? `embedded:${location.directory}` : location.uri;
}

function workerOptions({
  apply: _apply,
  applyFolder: _applyFolder,
  force: _force,
  ephemeral: _ephemeral,
  migrate: _migrate,
  seed: _seed,
  clock: _clock,
  workspaceKeyId: _workspaceKeyId,
  workspaceKeySecret: _workspaceKeySecret,
  storeFile: _storeFile,
  masterKeyFile: _masterKeyFile,
  workspaceKeyIdFile: _workspaceKeyIdFile,
  workspaceKeySecretFile: _workspaceKeySecretFile,
  metricsText: _metricsText,
  logger,
  ...rest
}: StartOptions): Omit<WorkerOptions, "isManaged"> {
  return { ...rest, logLevel: logger?.level };
}
