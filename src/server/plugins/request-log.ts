import { isIP } from "node:net";
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { requestIdOf } from "../http/request-id.ts";

/** Logs one line for each request that has been answered. */
export function addRequestLog(app: FastifyInstance, logger: FastifyBaseLogger): void {
  app.addHook("onResponse", (request, reply, done) => {
    logRequest(request, reply, logger);
    done();
  });
}

/** Whom the request comes from: without `X-Forwarded-For` of a trusted proxy, the other end of the connection. */
function clientIp({ ip }: FastifyRequest): string | null {
  // What a proxy passes on of a client's own header can be anything.
  return isIP(ip) === 0 ? null : ip;
}

/** The profile that the body of a request names, if the project has it: else it is a caller's text. */
function profileIdOf({ body, projectContext }: FastifyRequest): string | undefined {
  if (typeof body !== "object" || body === null || !("profile_id" in body)) return undefined;
  const { profile_id: id } = body;
  return typeof id === "string" && projectContext?.active.profiles.has(id) ? id : undefined;
}

/**
 * Logs a request: its route as the server declares it, never its address, which may hold what is nobody's business.
 */
export function logRequest(request: FastifyRequest, reply: FastifyReply, logger: FastifyBaseLogger): void {
  const line = {
    request_id: requestIdOf(request),
    client_ip: clientIp(request),
    project_id: request.projectContext?.project.id,
    workspace_key_id: request.workspaceKeyId ?? undefined,
    method: request.method,
    route: request.is404 ? null : (request.routeOptions.url ?? null),
    status: reply.statusCode,
    duration_ms: Math.round(reply.elapsedTime * 1000) / 1000,
    error_type: request.errorType ?? undefined,
    error_reason: request.errorReason ?? undefined,
    error_condition: request.errorCondition ?? undefined,
    profile_id: profileIdOf(request),
  };
  logger.info(line, "request");
}
