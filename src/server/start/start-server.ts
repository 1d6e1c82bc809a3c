import type { WorkspaceKey } from "../../projects/index.ts";
import type { StateChange } from "../../publishing/index.ts";
import { Metrics } from "../metrics/metrics.ts";
import { type MetricsSnapshot, metricsSnapshot } from "../metrics/metrics-text.ts";
import { checkAddress } from "./check-address.ts";
import { checkOptions } from "./check-options.ts";
import { CleanUp } from "./clean-up.ts";
import { type Close, closing } from "./closing.ts";
import { createApp } from "./create-app.ts";
import { createBackend } from "./create-backend.ts";
import { findMasterKeys } from "./find-master-keys.ts";
import { listen, stop } from "./listen.ts";
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
export interface RunningServer {
  /** Where it is reached from this machine, without a slash at its end. */
  readonly url: string;
  /** The secrets that were made at the start: the only time that they are told. */
  readonly secrets: readonly ProjectWithSecret[];
  /** The key of the management API, if it was made at the start: the only time that it is told. */
  readonly workspaceKey: WorkspaceKey | undefined;
  /** The first ten projects of the store by their slugs, which paths of the management API have in them. */
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
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const checked = checkOptions(options);
  const logger = loggerOf(options.logger);
  const metrics = new Metrics();
  const cleanUp = new CleanUp();
  const made = nothingMade();
  try {
    await checkAddress(checked);
    const location = await placeStore(checked.store, cleanUp);
    const masterKeys = await findMasterKeys(options, checked, location);
    const store = await openStore(location, checked, cleanUp);
    const keySets = serverKeySets(checked, logger, metrics);
    const backend = createBackend(checked, { store, masterKeys, keySets });
    await requireMasterKey(backend);
    const applied = await prepareState(options, backend, made);
    await prepareWorkspaceKey(checked, backend, made);
    const projects = await managedProjects(backend);
    const app = createApp(options, checked, { backend, logger, metrics });
    cleanUp.add(startSweeping(store, checked.clock, logger));
    cleanUp.add(() => stop(app));
    const url = await listen(app, checked);
    backend.listensOn(url);
    return {
      url,
      ...made,
      ...applied,
      projects,
      metrics: () => metricsSnapshot(metrics),
      close: closing(cleanUp, logger),
    };
  } catch (error) {
    throw await startFailure(error, { checked, cleanUp, made });
  }
}
