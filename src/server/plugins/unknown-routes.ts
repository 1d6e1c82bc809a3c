import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../../projects/index.ts";
import { isOfOtherApi, isUnsupported } from "../routes/unsupported-endpoints.ts";

/** Refuses what no route takes, before anything else of the request is read. */
export function refuseUnknownRoutes(app: FastifyInstance): void {
  app.addHook("onRequest", (request, reply, done) => {
    done(request.is404 ? refusal(app, request, reply) : undefined);
  });
}

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/** The error for a request that no route takes: 501, 405 with the header `Allow` (RFC 9110 §15.5.6), or 404. */
function refusal(app: FastifyInstance, { method, url }: FastifyRequest, reply: FastifyReply): ApiError {
  const [path = ""] = url.split("?");
  if (isUnsupported(method, path)) return new ApiError("not_supported");
  const allowed = methods.filter((name) => app.findRoute({ method: name, url: path }) !== null);
  if (allowed.length === 0) return new ApiError(isOfOtherApi(path) ? "not_supported" : "route_not_found");
  reply.header("allow", allowed.join(", "));
  return new ApiError("method_not_allowed");
}
