import type { WorkspaceKey } from "../../projects/index.ts";
import type { StateChange } from "../../publishing/index.ts";
import { type MetricsSnapshot, metricsSnapshot } from "../metrics/metrics-text.ts";
import { apiRoutes } from "../routes/api-routes.ts";
import { buildApp } from "./build-app.ts";
import { checkAddress, listen, stop } from "./listen.ts";
import { bytesFor, type OpenedService, openService } from "./open-service.ts";
import type { StartProblem } from "./start-error.ts";
import type { StartOptions } from "./start-options.ts";
import type { ProjectWithSecret } from "./starter-projects.ts";
import { lastingLocation, prepareState, type Start, starting } from "./starting.ts";
import { startSweeping } from "./sweeping.ts";

/** A server that answers. */
export interface RunningServer {
  /** Where it is reached from this machine, without a slash at its end. */
  readonly url: string;
  /** The secrets that were made at the start: the only time that they are told. */
  readonly secrets: readonly ProjectWithSecret[];
  /** The key of the management API, if it was made at the start: the only time that it is told. */
  readonly workspaceKey: WorkspaceKey | undefined;
  /** What the declared state made or changed. */
  readonly changes: readonly StateChange[];
  readonly warnings: readonly StartProblem[];
  /** What the metrics of the server and of its process show now: for `mergedMetricsText`, in whatever process. */
  metrics(): Promise<MetricsSnapshot>;
  /** Finishes what is under way, refuses what comes, lets go of the store, and removes it if it was ephemeral. */
  close(): Promise<void>;
}

/**
 * Starts the service. Rejects with a `StartError` that names what is wrong with the options, the store or the declared
 * state; nothing is left open then.
 */
export function startServer(options: StartOptions = {}): Promise<RunningServer> {
  return starting(options, async (start) => {
    await checkAddress(start.checked);
    const service = await openService({ ...start, location: await lastingLocation(start) });
    const applied = await prepareState(start, service.backend);
    const url = await answer(start, service);
    const { made, metrics, cleanUp } = start;
    return { url, ...made, ...applied, metrics: () => metricsSnapshot(metrics), close: () => cleanUp.run() };
  });
}

/** Listens, and returns the address as a URL. */
export async function answer(
  { options, checked, logger, metrics, cleanUp }: Start,
  service: OpenedService,
): Promise<string> {
  const { backend } = service;
  const app = buildApp({
    backend,
    routes: apiRoutes,
    logger,
    limits: checked.limits,
    metrics,
    ...(options.metricsText && { metricsText: options.metricsText }),
    requestIdBytes: bytesFor(checked, "requests"),
    trustedProxies: checked.trustedProxies,
  });
  cleanUp.add(startSweeping(backend.store, checked.clock, logger));
  cleanUp.add(() => stop(app));
  const url = await listen(app, checked);
  service.setUrl(url);
  return url;
}
