import type { FastifyBaseLogger } from "fastify";
import { type Backend, ensureWorkspaceKey, type WorkspaceKey } from "../../projects/index.ts";
import { StoreUnavailableError } from "../../store/index.ts";
import { Metrics } from "../metrics/metrics.ts";
import { type AppliedState, applyState } from "./apply-state.ts";
import { CleanUp } from "./clean-up.ts";
import { createLogger } from "./logger.ts";
import { bytesFor } from "./open-service.ts";
import { type LastingLocation, storeProblem, temporaryDirectory } from "./open-store.ts";
import { StartError } from "./start-error.ts";
import { type CheckedOptions, checkOptions, type StartOptions } from "./start-options.ts";
import { ensureStarterProjects, type ProjectWithSecret } from "./starter-projects.ts";

/** A start that is under way. */
export interface Start {
  readonly options: StartOptions;
  readonly checked: CheckedOptions;
  readonly logger: FastifyBaseLogger;
  /** What has to be let go of when the start fails, or else at the end. */
  readonly cleanUp: CleanUp;
  readonly metrics: Metrics;
  /** What was made so far. */
  readonly made: { readonly secrets: ProjectWithSecret[]; workspaceKey: WorkspaceKey | undefined };
}

/**
 * Checks the options, and does with them what is to be done. Whatever fails then is a `StartError`, as far as it is no
 * bug; what was taken until then is let go of, and the error has the secrets that were made.
 */
export async function starting<T>(options: StartOptions, act: (start: Start) => Promise<T>): Promise<T> {
  const checked = checkOptions(options);
  const cleanUp = new CleanUp();
  const made: Start["made"] = { secrets: [], workspaceKey: undefined };
  try {
    return await act({ options, checked, logger: loggerOf(options), cleanUp, metrics: new Metrics(), made });
  } catch (error) {
    // What cannot be cleaned up matters less than why.
    await cleanUp.run().catch(() => undefined);
    if (error instanceof StoreUnavailableError) throw storeProblem(error, checked.store, made);
    if (!(error instanceof StartError)) throw error;
    throw new StartError(error.problems, { ...made, cause: error, isTemporary: error.isTemporary });
  }
}

/** Where the store is; of one that is not kept, a new directory that is gone after the clean-up. */
export async function lastingLocation({ checked, cleanUp }: Start): Promise<LastingLocation> {
  if (checked.store.kind !== "temporary") return checked.store;
  return { kind: "embedded", directory: await temporaryDirectory(cleanUp) };
}

/** Applies the declared state; without one, sees to it that there are projects. Then that there is a workspace key. */
export async function prepareState({ options, checked, made }: Start, backend: Backend): Promise<AppliedState> {
  const applied = await stateOf(options, made.secrets, backend);
  const random = bytesFor(checked, "workspace key");
  made.workspaceKey = await ensureWorkspaceKey({ ...backend, random }, checked.workspaceKey);
  return applied;
}

async function stateOf(
  { apply, applyFolder = "." }: StartOptions,
  secrets: ProjectWithSecret[],
  backend: Backend,
): Promise<AppliedState> {
  if (apply !== undefined) {
    return applyState(backend, { state: apply, folder: applyFolder, printSecret: (secret) => secrets.push(secret) });
  }
  secrets.push(...(await ensureStarterProjects(backend)));
  return { changes: [], warnings: [] };
}

function loggerOf({ logger }: StartOptions): FastifyBaseLogger {
  return logger === undefined
    ? createLogger("silent", { write() {} })
    : createLogger(logger.level ?? "info", logger.stream);
}
