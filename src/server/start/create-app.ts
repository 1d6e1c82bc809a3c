import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Backend } from "../../projects/index.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { apiRoutes } from "../routes/api-routes.ts";
import { buildApp } from "./build-app.ts";
import { bytesFor } from "./bytes-for.ts";
import type { CheckedOptions } from "./check-options.ts";
import type { StartOptions } from "./start-options.ts";

/** The service with all its routes, as the options want it; it does not listen yet. */
export function createApp(
  { metricsText }: Pick<StartOptions, "metricsText">,
  checked: CheckedOptions,
  { backend, logger, metrics }: ServedParts,
): FastifyInstance {
  return buildApp({
    backend,
    routes: apiRoutes,
    logger,
    limits: checked.limits,
    metrics,
    ...(metricsText && { metricsText }),
    requestIdBytes: bytesFor(checked, "requests"),
    trustedProxies: checked.trustedProxies,
  });
}

interface ServedParts {
  readonly backend: Backend;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
}
