import { randomBytes } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import {
  type Backend,
  checkMasterKey,
  ensureWorkspaceKey,
  MasterKeyMismatchError,
  type WorkspaceKey,
} from "../projects/index.ts";
import type { PrintSecret, StateChange } from "../publishing/index.ts";
import { StoreUnavailableError } from "../store/index.ts";
import { generatePrivateKey } from "../tokens/index.ts";
import { apiRoutes } from "./api-routes.ts";
import { type AppliedState, applyState } from "./apply-state.ts";
import { buildApp } from "./build-app.ts";
import { CleanUp } from "./clean-up.ts";
import { findMasterKeys } from "./find-master-keys.ts";
import { checkAddress, listen, stop } from "./listen.ts";
import { createLogger } from "./logger.ts";
import { Metrics } from "./metrics/metrics.ts";
import { type MetricsSnapshot, metricsSnapshot } from "./metrics/metrics-text.ts";
import { type LastingLocation, openStore, storeProblem, temporaryDirectory } from "./open-store.ts";
import { seededBytes } from "./seeded-bytes.ts";
import { seededKeys } from "./seeded-keys.ts";
import { serverKeySets } from "./server-key-sets.ts";
import { StartError, type StartProblem, wrongOption } from "./start-error.ts";
import { type CheckedOptions, checkOptions, type StartOptions } from "./start-options.ts";
import { ensureStarterProjects, type ProjectWithSecret } from "./starter-projects.ts";
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
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const checked = checkOptions(options);
  const cleanUp = new CleanUp();
  const made: Start["made"] = { secrets: [], workspaceKey: undefined };
  try {
    return await start(options, { checked, cleanUp, made });
  } catch (error) {
    // What cannot be cleaned up matters less than why.
    await cleanUp.run().catch(() => undefined);
    if (error instanceof StoreUnavailableError) throw storeProblem(error, checked.store, made);
    if (!(error instanceof StartError)) throw error;
    throw new StartError(error.problems, { ...made, cause: error, isTemporary: error.isTemporary });
  }
}

interface Start {
  readonly checked: CheckedOptions;
  readonly cleanUp: CleanUp;
  /** What was made so far. */
  readonly made: { readonly secrets: ProjectWithSecret[]; workspaceKey: WorkspaceKey | undefined };
}

async function start(options: StartOptions, { checked, cleanUp, made }: Start): Promise<RunningServer> {
  const logger = loggerOf(options);
  const metrics = new Metrics();
  const { clock, publicUrl } = checked;
  await checkAddress(checked);
  const isEphemeral = checked.store.kind === "temporary";
  const location: LastingLocation = isEphemeral
    ? { kind: "embedded", directory: await temporaryDirectory(cleanUp) }
    : checked.store;
  const masterKeys = await findMasterKeys({
    ...checked,
    ...(options.masterKey === undefined ? {} : { given: options.masterKey }),
    ...(location.kind === "embedded" ? { directory: location.directory } : {}),
    isEphemeral,
    random: bytesOf(checked, "master key"),
  });
  const store = await openStore(location, checked, cleanUp);
  // With port 0 the address is known when the server listens; nothing asks for it before.
  let url = "";
  const backend: Backend = {
    store,
    clock,
    random: bytesOf(checked, "records"),
    masterKeys,
    keySource: checked.seed === undefined ? generatePrivateKey : seededKeys(bytesOf(checked, "keys")),
    keySets: serverKeySets(checked, logger, metrics),
    get publicUrl() {
      return publicUrl ?? url;
    },
  };
  await requireMasterKey(backend);
  const applied = await stateOf(backend, options, (secret) => made.secrets.push(secret));
  const keyBytes = bytesOf(checked, "workspace key");
  made.workspaceKey = await ensureWorkspaceKey({ ...backend, random: keyBytes }, checked.workspaceKey);
  const app = buildApp({
    backend,
    routes: apiRoutes,
    logger,
    limits: checked.limits,
    metrics,
    ...(options.metricsText && { metricsText: options.metricsText }),
    requestIdBytes: bytesOf(checked, "requests"),
  });
  cleanUp.add(startSweeping(store, clock, logger));
  cleanUp.add(() => stop(app));
  url = await listen(app, checked);
  return { url, ...made, ...applied, metrics: () => metricsSnapshot(metrics), close: () => cleanUp.run() };
}

async function stateOf(
  backend: Backend,
  { apply, applyFolder = "." }: StartOptions,
  printSecret: PrintSecret,
): Promise<AppliedState> {
  if (apply !== undefined) return applyState(backend, { state: apply, folder: applyFolder, printSecret });
  for (const made of await ensureStarterProjects(backend)) printSecret(made);
  return { changes: [], warnings: [] };
}

function loggerOf({ logger }: StartOptions): FastifyBaseLogger {
  return logger === undefined
    ? createLogger("silent", { write() {} })
    : createLogger(logger.level ?? "info", logger.stream);
}

/** Random bytes for one purpose; those of other purposes are not used up by it. */
function bytesOf({ seed }: CheckedOptions, purpose: string) {
  return seed === undefined ? randomBytes : seededBytes(seed, purpose);
}

async function requireMasterKey(backend: Backend): Promise<void> {
  try {
    await checkMasterKey(backend);
  } catch (error) {
    if (error instanceof MasterKeyMismatchError)
      throw wrongOption("masterKey", `is not the right one: ${error.message}`);
    throw error;
  }
}
