import type { FastifyInstance, FastifyRequest } from "fastify";
import { RoundTrips } from "../metrics/round-trips.ts";
import { checkAdmission, projectOf } from "./admit.ts";
import { apiErrorOf } from "./answer-error.ts";
import type { ApiRequest, ApiRoute, Publication } from "./api-route.ts";
import { entityTag, hasEntityTag } from "./entity-tag.ts";
import { successEnvelope } from "./envelope.ts";
import { type MountOptions, withEnvelope } from "./mount-route.ts";
import { queryReader } from "./query-values.ts";
import { requestIdOf } from "./request-id.ts";
import { within } from "./within.ts";

/** A route whose answer is for everybody, to be kept. */
export interface PublishedRoute extends ApiRoute {
  readonly publication: Publication<never>;
}

interface RequestParts {
  readonly Querystring: Readonly<Record<string, unknown>>;
}

/**
 * Makes an endpoint of a route whose answer everybody may keep: it says for how long and has a tag (RFC 9111 §5.2.2, RFC
 * 9110 §13.1.2). What this process knows without its store is answered where the store is away, or takes its time.
 */
export function mountPublishedRoute(
  app: FastifyInstance,
  route: PublishedRoute,
  { access, limits }: Pick<MountOptions, "access" | "limits">,
): void {
  const { params, query, response, publication } = route;
  const { maxWorkMilliseconds, maxPublishedMilliseconds } = limits;
  const readQuery = queryReader(query);

  const stored = (request: FastifyRequest<RequestParts>): Promise<object> => {
    const roundTrips = new RoundTrips();
    request.roundTrips = roundTrips;
    return roundTrips.during(async () => {
      const context = await projectOf(request.raw, request.params, route, access);
      request.projectContext = context;
      checkAdmission(context, request.raw, route);
      // The parts fit the schemas that the route has declared its handler with.
      const parts: ApiRequest<unknown, unknown, unknown> = request;
      return route.handle(context, parts as ApiRequest<never, never, never>);
    });
  };
  const answerTo = async (request: FastifyRequest<RequestParts>): Promise<object> => {
    const remembered = () => publication.remembered(access.backend, request.params as never);
    const isKnown = remembered() !== undefined;
    try {
      return await within(isKnown ? maxPublishedMilliseconds : maxWorkMilliseconds, () => stored(request));
    } catch (error) {
      const known = apiErrorOf(error).type === "service_unavailable" ? remembered() : undefined;
      if (known === undefined) throw error;
      return known;
    }
  };

  app.route<RequestParts>({
    method: route.method,
    url: route.path,
    schema: { params, querystring: query, response: { 200: withEnvelope(response) } },
    preValidation: (request, _reply, done) => {
      request.query = readQuery(request.query);
      done();
    },
    handler: async (request, reply) => {
      const answer = await answerTo(request);
      const tag = entityTag(answer);
      reply.header("cache-control", `public, max-age=${publication.maxAgeSeconds}`).header("etag", tag);
      if (hasEntityTag(request.headers["if-none-match"], tag)) return reply.code(304).send();
      return successEnvelope(answer, requestIdOf(request));
    },
  });
}
