import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { Backend } from "../../projects/index.ts";
import type { Access } from "../http/admit.ts";
import type { ListenerRole } from "../http/listener.ts";
import { atMostOnceASecond } from "../metrics/at-most-once-a-second.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { metricsText as ownMetricsText } from "../metrics/metrics-text.ts";
import { apiRoutes } from "../routes/api-routes.ts";
import { buildApp } from "./build-app.ts";
import { bytesFor } from "./bytes-for.ts";
import type { CheckedOptions } from "./check-options.ts";
import type { StartOptions } from "./start-options.ts";

/** The service on one of its listeners, as the options want it; it does not listen yet. */
export function createApp(
  { metricsText }: Pick<StartOptions, "metricsText">,
  checked: CheckedOptions,
  { backend, access, logger, metrics, role, isManaged }: AppParts,
): FastifyInstance {
  return buildApp({
    backend,
    access,
    routes: isManaged ? apiRoutes : apiRoutes.filter((route) => !route.isManagement),
    role,
    logger,
    limits: checked.limits,
    metrics,
    metricsText: atMostOnceASecond(metricsText ?? (() => ownMetricsText(metrics)), backend.pacing.elapsedMilliseconds),
    hasMetrics: checked.hasMetrics,
    requestIdBytes: bytesFor(checked, "requests"),
    trustedProxies: checked.trustedProxies,
  });
}

/** The parts that all listeners of a server have in common. */
export interface ServedParts {
  readonly backend: Backend;
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
  /** Whether there is the management API. */
  readonly isManaged: boolean;
}

/** The parts of the app of one listener. */
interface AppParts extends ServedParts {
  readonly role: ListenerRole;
  /** Of all listeners. */
  readonly access: Access;
}
