import type { MetricsSnapshot } from "../metrics/metrics-text.ts";
import type { ListeningAt } from "../start/listeners.ts";
import type { SecretFileOption } from "../start/read-secret-files.ts";
import type { StartProblem } from "../start/start-error.ts";
import type { StartOptions } from "../start/start-options.ts";

/** Options of a worker: all of them can be said in JSON, and what there is to prepare has been prepared. */
export type WorkerOptions = Omit<
  StartOptions,
  | "apply"
  | "applyFolder"
  | "force"
  | "ephemeral"
  | "migrate"
  | "seed"
  | "clock"
  | "workspaceKeyId"
  | "workspaceKeySecret"
  | SecretFileOption
  | "metricsText"
  | "logger"
> & {
  readonly logLevel: NonNullable<StartOptions["logger"]>["level"];
  /** Whether there is the management API. */
  readonly isManaged: boolean;
};

/** A message of the first process to a worker. */
export type ToWorker =
  | { readonly kind: "start"; readonly options: WorkerOptions }
  | { readonly kind: "stop" }
  /** Asks for its own metrics. */
  | { readonly kind: "tell metrics"; readonly id: number }
  /** The metrics of all workers, which it has asked for. */
  | { readonly kind: "metrics of all"; readonly id: number; readonly text: string };

/** A message of a worker to the first process. */
export type FromWorker =
  /** From now on it hears what it is told: what it was told before is lost. */
  | { readonly kind: "waiting" }
  | ({ readonly kind: "listening" } & ListeningAt)
  | { readonly kind: "failed"; readonly problems: readonly StartProblem[]; readonly isTemporary: boolean }
  /** Its own metrics, which it was asked for. */
  | { readonly kind: "metrics"; readonly id: number; readonly snapshot: MetricsSnapshot }
  /** Asks for the metrics of all workers. */
  | { readonly kind: "want metrics"; readonly id: number };
