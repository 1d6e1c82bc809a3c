import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { TSchema } from "typebox";
import { invariant } from "../../language/invariant.ts";
import { RoundTrips } from "../metrics/round-trips.ts";
import { type Access, checkAdmission, managedProject, projectOf, workspaceKeyOf } from "./admit.ts";
import type { ApiRequest, ApiRoute } from "./api-route.ts";
import { checkContentType } from "./content-type.ts";
import { successEnvelope } from "./envelope.ts";
import type { Limits } from "./limits.ts";
import { queryReader } from "./query-values.ts";
import { requestIdOf } from "./request-id.ts";
import { RequestWork } from "./request-work.ts";
import { within } from "./within.ts";

/** Gives the answer to a request that was not admitted: the error that it was refused with, or a 429 in its place. */
export type RefuseCredentials = (error: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** The parts that endpoints have in common. */
export interface MountOptions {
  readonly access: Access;
  readonly limits: Limits;
  /** What becomes of a request that is not admitted. */
  readonly refuseCredentials: RefuseCredentials;
}

interface RequestParts {
  readonly Querystring: Readonly<Record<string, unknown>>;
}

/** Makes an endpoint of a route: credentials, then the body and its type, then the schemas, then the handler. */
export function mountRoute(app: FastifyInstance, route: ApiRoute, options: MountOptions): void {
  const { method, path, params, query, body, response } = route;
  const { access, refuseCredentials } = options;
  const { maxWorkMilliseconds } = options.limits;
  const hasBody = method !== "GET";
  const readQuery = queryReader(query);
  const schema = { params, querystring: query, response: { 200: withEnvelope(response) } };
  app.route<RequestParts>({
    method,
    url: path,
    schema: hasBody ? { ...schema, body } : schema,
    onRequest: async (request, reply) => {
      const roundTrips = new RoundTrips();
      request.roundTrips = roundTrips;
      const admit = () =>
        roundTrips.during(async () => {
          if (!route.isManagement) return projectOf(request.raw, request.params, route, access);
          request.workspaceKeyId = await workspaceKeyOf(request.raw, access);
          return managedProject(request.params, access);
        });
      const context = await within(maxWorkMilliseconds, admit).catch(async (error: unknown) => {
        throw await refuseCredentials(error, request, reply);
      });
      request.projectContext = context;
      checkAdmission(context, request.raw, route);
      if (hasBody) checkContentType(request.headers);
    },
    preValidation: (request, _reply, done) => {
      request.query = readQuery(request.query);
      if (request.body === undefined) request.body = {};
      done();
    },
    handler: async (request, reply) => {
      const { projectContext, roundTrips } = request;
      invariant(projectContext !== null && roundTrips !== null, "a request that is handled has been admitted");
      const parts: ApiRequest<unknown, unknown, unknown> = request;
      // The parts fit the schemas that the route has declared its handler with.
      const handle = () => route.handle(projectContext, parts as ApiRequest<never, never, never>);
      const work = new RequestWork();
      const endUnlessAnswered = () => {
        if (!reply.raw.writableFinished) work.end();
      };
      // The client may have gone while it was admitted.
      if (reply.raw.closed) endUnlessAnswered();
      else reply.raw.once("close", endUnlessAnswered);
      const answer = await within(
        maxWorkMilliseconds,
        () => work.during(() => roundTrips.during(handle)),
        () => work.end(),
      );
      return successEnvelope(answer, requestIdOf(request));
    },
  });
}

/** Gives the schema of an answer, with the fields that every answer has. */
export function withEnvelope(response: TSchema): object {
  const { properties = {}, required = [] }: { readonly properties?: object; readonly required?: readonly string[] } =
    response;
  return {
    ...response,
    properties: { ...properties, status_code: { type: "integer" }, request_id: { type: "string" } },
    required: [...required, "status_code", "request_id"],
  };
}
