import type { WorkspaceKey } from "../../projects/index.ts";
import type { StateChange } from "../../publishing/index.ts";
import { Metrics } from "../metrics/metrics.ts";
import { type MetricsSnapshot, metricsSnapshot } from "../metrics/metrics-text.ts";
import { checkAddresses } from "./check-addresses.ts";
import { readOptions } from "./check-options.ts";
import { CleanUp } from "./clean-up.ts";
import { type Close, closing } from "./closing.ts";
import { createBackend } from "./create-backend.ts";
import { doAfterwards } from "./do-afterwards.ts";
import { findMasterKeys } from "./find-master-keys.ts";
import { judgeKeyFile } from "./judge-key-file.ts";
import { createListeners, type ListeningAt, logListening } from "./listeners.ts";
import { loggerOf } from "./logger.ts";
import { nothingMade } from "./made-secrets.ts";
import { type ManagedProject, managedProjects } from "./managed-projects.ts";
import { openStore } from "./open-store.ts";
import { placeStore } from "./place-store.ts";
import { prepareState } from "./prepare-state.ts";
import { prepareWorkspaceKey } from "./prepare-workspace-key.ts";
import { requireMasterKey } from "./require-master-key.ts";
import { serverKeySets } from "./server-key-sets.ts";
import type { StartProblem } from "./start-error.ts";
import { startFailure } from "./start-failure.ts";
import type { StartOptions } from "./start-options.ts";
import type { ProjectWithSecret } from "./starter-projects.ts";
import { startSweeping } from "./sweeping.ts";

/** A server that answers. */
export interface RunningServer extends ListeningAt {
  /** The secrets that were made at the start: the only time that they are told. */
  readonly secrets: readonly ProjectWithSecret[];
  /** The key of the management API, if it was made at the start: the only time that it is told. */
  readonly workspaceKey: WorkspaceKey | undefined;
  /** The first ten projects of the store by their slugs, which paths of the management API have in them; none without it. */
  readonly projects: readonly ManagedProject[];
  /** What the declared state made or changed. */
  readonly changes: readonly StateChange[];
  readonly warnings: readonly StartProblem[];
  /** What the metrics of the server and of its process show now: for `mergedMetricsText`, in whatever process. */
  metrics(): Promise<MetricsSnapshot>;
  /** Finishes what is under way, refuses what comes, lets go of the store, and removes it if it was ephemeral. */
  readonly close: Close;
}

/**
 * Starts the service. Rejects with a `StartError` that names what is wrong with the options, the store or the declared
 * state; nothing is left open then.
 */
export async function startServer(given: StartOptions = {}): Promise<RunningServer> {
  const { options, checked, warnings } = await readOptions(given);
  const logger = loggerOf(options.logger);
  const metrics = new Metrics();
  const cleanUp = new CleanUp();
  const made = nothingMade();
  try {
    await checkAddresses(checked);
    const location = await placeStore(checked.store, cleanUp);
    const ofKeyFile = await judgeKeyFile(location, checked);
    const masterKeys = await findMasterKeys(options, checked, location);
    const store = await openStore(location, checked, cleanUp);
    const keySets = serverKeySets(checked, logger, metrics);
    const afterwards = doAfterwards(logger);
    cleanUp.add(() => afterwards.stop());
    const backend = createBackend(checked, { store, masterKeys, keySets, afterwards });
    await requireMasterKey(backend);
    const applied = await prepareState(options, checked, backend, made);
    const management = await prepareWorkspaceKey(checked, backend, made);
    const projects = await managedProjects(backend);
    const { isManaged } = management;
    const listeners = createListeners(options, checked, { backend, logger, metrics, isManaged });
    cleanUp.add(startSweeping(store, { clock: checked.clock, pacing: backend.pacing, logger }));
    cleanUp.add(() => listeners.stop());
    const listening = await listeners.listen();
    backend.listensOn(listening.url);
    logListening(listening, logger);
    return {
      ...listening,
      ...made,
      changes: applied.changes,
      warnings: [...warnings, ...ofKeyFile, ...applied.warnings, ...management.warnings],
      projects: isManaged ? projects : [],
      metrics: () => metricsSnapshot(metrics),
      close: closing(cleanUp, logger),
    };
  } catch (error) {
    throw await startFailure(error, { checked, cleanUp, made });
  }
}
