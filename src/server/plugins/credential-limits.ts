import { isIP } from "node:net";
import rateLimit, { type CreateRateLimitOptions, normalizeIP } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError, environmentOf } from "../../projects/index.ts";
import { sentHeaders } from "../http/admit.ts";
import { basicCredentials } from "../http/basic-credentials.ts";
import type { Limits } from "../http/limits.ts";
import type { RefuseCredentials } from "../http/mount-route.ts";
import type { CredentialFailure, Metrics } from "../metrics/metrics.ts";

/** An address may fail so many times as often in all as for one project: ids of projects can be made up. */
const allProjectsFactor = 10;

/**
 * Counts requests whose credentials are wrong, by address and project and by address alone, where an IPv6 address is its
 * /64. From the limit on further ones are told to wait. Requests with good credentials are never asked here, nor are those
 * without any.
 */
export function limitFailedCredentials(app: FastifyInstance, limits: Limits, metrics: Metrics): RefuseCredentials {
  app.register(rateLimit, { global: false });
  const shared = { timeWindow: limits.failedCredentialsWindowMilliseconds, cache: limits.maxRememberedAddresses };
  const limiters: ReturnType<FastifyInstance["createRateLimit"]>[] = [];
  app.after(() => {
    const add = (options: CreateRateLimitOptions) => limiters.push(app.createRateLimit({ ...shared, ...options }));
    if (limits.maxFailedCredentials === 0) return;
    add({ max: limits.maxFailedCredentials * allProjectsFactor, keyGenerator: addressOf });
    add({
      max: limits.maxFailedCredentials,
      keyGenerator: (request) => `${addressOf(request)} ${projectIdOf(request)}`,
    });
  });
  return async (error, request, reply) => {
    const reason = failureOf(error, request);
    if (reason === undefined) return error;
    if (reason !== "missing") {
      const verdicts = await Promise.all(limiters.map((limiter) => limiter(request)));
      const waits = verdicts.map((verdict) => (!verdict.isAllowed && verdict.isExceeded ? verdict.ttlInSeconds : 0));
      const wait = Math.max(0, ...waits);
      if (wait > 0) {
        metrics.failedCredentials("limited");
        reply.header("retry-after", String(wait));
        return tooMany;
      }
    }
    metrics.failedCredentials(reason);
    return error;
  };
}

/** Made once, since its stack would take longest. */
const tooMany = new ApiError("too_many_requests", "too many requests with wrong credentials have been made");

function failureOf(error: unknown, { headers }: FastifyRequest): Exclude<CredentialFailure, "limited"> | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.type === "invalid_authorization_header") return "malformed";
  if (error.type !== "unauthorized_credentials") return undefined;
  return headers.authorization === undefined ? "missing" : "wrong";
}

/**
 * The address, or the empty text for all that have none: a connection that has just been closed, and what a proxy says
 * that is no address.
 */
function addressOf({ ip }: { readonly ip: string | undefined }): string {
  return ip === undefined || isIP(ip) === 0 ? "" : normalizeIP(ip);
}

/** The project that the credentials are for; empty for all that can be none. */
function projectIdOf({ raw }: FastifyRequest): string {
  try {
    const { projectId } = basicCredentials(sentHeaders(raw, "authorization"));
    return environmentOf(projectId) === undefined ? "" : projectId;
  } catch {
    return "";
  }
}
