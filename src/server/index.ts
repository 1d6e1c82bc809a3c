/** The service, for programs that start one of their own: `claimsmith/server`. */

export type { WorkspaceKey } from "../projects/index.ts";
export { type LogLevel, type LogStream, logLevels } from "./logger.ts";
export { type MetricsSnapshot, mergedMetricsText } from "./metrics/metrics-text.ts";
export { StartError, type StartProblem } from "./start-error.ts";
export type { StartOptions } from "./start-options.ts";
export { type RunningServer, startServer } from "./start-server.ts";
export type { ProjectWithSecret } from "./starter-projects.ts";
