import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Metrics } from "../metrics/metrics.ts";
import { metricsContentType } from "../metrics/metrics-text.ts";
import { underAnyLoad } from "./load-limits.ts";

/** The path that metrics are read at. */
export const metricsPath = "/metrics";

/** Counts each request that has been answered. */
export function countRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook("onResponse", (request, reply, done) => {
    countRequest(request, reply, metrics);
    done();
  });
}

/** Answers `GET /metrics`, which needs no credentials. */
export function addMetrics(app: FastifyInstance, text: () => Promise<string>): void {
  app.get(metricsPath, underAnyLoad, async (_request, reply) => {
    reply.type(metricsContentType);
    return text();
  });
}

/** Counts a request: its route as the server declares it, never its address. */
export function countRequest(request: FastifyRequest, reply: FastifyReply, metrics: Metrics): void {
  metrics.request({
    route: (request.is404 ? undefined : request.routeOptions.url) ?? "none",
    method: request.method,
    status: reply.statusCode,
    seconds: reply.elapsedTime / 1000,
    errorType: request.errorType,
    roundTrips: request.roundTrips?.sequential,
  });
}
