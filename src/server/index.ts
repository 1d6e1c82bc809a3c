/** The service, for programs that start one of their own: `claimsmith/server`. */

export type { WorkspaceKey } from "../projects/index.ts";
export { type MetricsSnapshot, mergedMetricsText } from "./metrics/metrics-text.ts";
export { type LogLevel, type LogStream, logLevels } from "./start/logger.ts";
export type { ManagedProject } from "./start/managed-projects.ts";
export { StartError, type StartProblem } from "./start/start-error.ts";
export type { StartOptions } from "./start/start-options.ts";
export { type RunningServer, startServer } from "./start/start-server.ts";
export type { ProjectWithSecret } from "./start/starter-projects.ts";
