import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import { invariant } from "../../language/invariant.ts";
import type { Backend } from "../../projects/index.ts";
import { type RandomBytes, randomUuid } from "../../tokens/index.ts";
import type { Access } from "../http/admit.ts";
import { answerError } from "../http/answer-error.ts";
import type { ApiRoute } from "../http/api-route.ts";
import { maxBodyBytes, parseJsonBody } from "../http/json-body.ts";
import { defaultLimits, type Limits } from "../http/limits.ts";
import { isServedBy, type ListenerRole } from "../http/listener.ts";
import { mountPublishedRoute } from "../http/mount-published-route.ts";
import { mountRoute } from "../http/mount-route.ts";
import { answerOnSocket, answerProtocolError } from "../http/protocol-errors.ts";
import { requestIdOf } from "../http/request-id.ts";
import { addRequestState } from "../http/request-state.ts";
import { Metrics } from "../metrics/metrics.ts";
import { metricsText as ownMetricsText } from "../metrics/metrics-text.ts";
import { boundPipelining } from "../plugins/bound-pipelining.ts";
import { limitFailedCredentials } from "../plugins/credential-limits.ts";
import { endSilentConnections } from "../plugins/end-silent-connections.ts";
import { addHealth } from "../plugins/health.ts";
import { addHttpRules } from "../plugins/http-rules.ts";
import { leaveBodiesUnread } from "../plugins/leave-bodies-unread.ts";
import { refuseOverload } from "../plugins/load-limits.ts";
import { addMetrics, countRequest, countRequests, metricsPath } from "../plugins/metrics.ts";
import { refuseWhileClosing } from "../plugins/refuse-while-closing.ts";
import { addRequestIds } from "../plugins/request-ids.ts";
import { addRequestLog, logRequest } from "../plugins/request-log.ts";
import { addSecurityHeaders } from "../plugins/security-headers.ts";
import { refuseUnknownRoutes } from "../plugins/unknown-routes.ts";
import { accessTo } from "./access-to.ts";
import { frameworkLogger } from "./framework-logger.ts";
import { loggerOf } from "./logger.ts";

/** The parts that an app is made of. */
export interface AppOptions {
  readonly backend: Backend;
  /** Of all listeners: those that are of another one are left out. */
  readonly routes: readonly ApiRoute[];
  /** The part that the app plays among the listeners of a server: that of the only one if absent. */
  readonly role?: ListenerRole;
  /** Nothing is logged if absent. */
  readonly logger?: FastifyBaseLogger;
  /** What requests are checked against and served from, where several apps share it; its own if absent. */
  readonly access?: Access;
  /** What the app takes on, where it is not the default. */
  readonly limits?: Partial<Limits>;
  /** Where the app counts; metrics of its own if absent. */
  readonly metrics?: Metrics;
  /** What `GET /metrics` answers; the text of the app's own metrics if absent. */
  readonly metricsText?: () => Promise<string>;
  /** Whether there is `GET /metrics`; there is if absent. */
  readonly hasMetrics?: boolean;
  /** Where the ids of requests come from; the backend's own source if absent. */
  readonly requestIdBytes?: RandomBytes;
  /** Addresses and networks whose `X-Forwarded-For` is believed; nobody's if absent. */
  readonly trustedProxies?: readonly string[];
}

/** The greatest length of one part of a path, as it is written in it: an id of 128 characters, each `%XX`. */
const maxParamCharacters = 3 * 128;

/**
 * The service as a Fastify app that does not listen yet. A request is refused in this order: route, method, credentials,
 * type and size of the body, JSON, schema; then the route's handler has it. Every answer is in the envelope.
 */
export function buildApp({
  backend,
  routes,
  role = "only",
  logger = silent,
  limits: someLimits = {},
  metrics = new Metrics(),
  access = accessTo(backend, metrics),
  metricsText = () => ownMetricsText(metrics),
  hasMetrics = true,
  requestIdBytes = backend.random,
  trustedProxies = [],
}: AppOptions): FastifyInstance {
  const limits: Limits = { ...defaultLimits, ...someLimits };
  const protocol = { logger, random: requestIdBytes, metrics };
  const app = fastify({
    loggerInstance: frameworkLogger(logger),
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (parent) => parent,
    genReqId: () => randomUuid(requestIdBytes),
    bodyLimit: maxBodyBytes,
    requestTimeout: limits.maxRequestMilliseconds,
    keepAliveTimeout: limits.maxKeepAliveMilliseconds,
    connectionTimeout: limits.maxIdleMilliseconds,
    return503OnClosing: false,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    routerOptions: { maxParamLength: maxParamCharacters },
    http: {
      requireHostHeader: false,
      maxHeaderSize: limits.maxHeadBytes,
      headersTimeout: limits.maxHeadMilliseconds,
      requestTimeout: limits.maxRequestMilliseconds,
      connectionsCheckingInterval: limits.timeoutCheckIntervalMilliseconds,
    },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, ownProperties: true } },
    clientErrorHandler: (error, socket) => answerProtocolError(error, socket, protocol),
    frameworkErrors: (error, request, reply) => {
      // No hook runs for these.
      answerError(error, { request, reply: reply.header("x-request-id", requestIdOf(request)), logger });
      logRequest(request, reply, logger);
      countRequest(request, reply, metrics);
    },
  });
  app.server.maxConnections = limits.maxConnections;
  app.server.on("connect", (_request, socket) => answerOnSocket("method_not_allowed", socket, protocol));
  addRequestState(app);
  app.setErrorHandler((error, request, reply) => answerError(error, { request, reply, logger }));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, async (_request: unknown, body: Buffer) =>
    parseJsonBody(body),
  );

  app.addHook("onRoute", ({ url }) => {
    invariant(isServedBy(role, url), `\`${url}\` is a route of this listener`);
  });
  boundPipelining(app, limits);
  addRequestLog(app, logger);
  countRequests(app, metrics);
  if (hasMetrics && isServedBy(role, metricsPath)) addMetrics(app, metricsText);
  addRequestIds(app);
  addSecurityHeaders(app, { isHttps: backend.publicUrl.startsWith("https:") });
  refuseWhileClosing(app);
  endSilentConnections(app);
  leaveBodiesUnread(app);
  addHttpRules(app);
  refuseUnknownRoutes(app);

  refuseOverload(app, limits);
  const refuseCredentials = limitFailedCredentials(app, limits, metrics);

  addHealth(app, backend, limits);
  const own = routes.filter(({ path }) => isServedBy(role, path));
  for (const route of own) {
    if (route.publication === undefined) mountRoute(app, route, { access, limits, refuseCredentials });
    else mountPublishedRoute(app, { ...route, publication: route.publication }, { access, limits });
  }
  return app;
}

const silent: FastifyBaseLogger = loggerOf(undefined);
