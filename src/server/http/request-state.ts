import type { FastifyInstance } from "fastify";
import type { ApiErrorType, ProjectContext } from "../../projects/index.ts";
import type { RoundTrips } from "../metrics/round-trips.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The project that the request is of; null until its credentials have been checked. */
    projectContext: ProjectContext | null;
    /** The id of the workspace key that the request has; null where none is asked for. */
    workspaceKeyId: string | null;
    /** The type of the error that answers the request; null while there is none. */
    errorType: ApiErrorType | null;
    /** The finer code of that error; null where it has none. */
    errorReason: string | null;
    /** Which condition of its profile a trusted token does not meet, from 0; null where that is not the error. */
    errorCondition: number | null;
    /** The round trips to the store that the request has made; null where none are counted. */
    roundTrips: RoundTrips | null;
  }
}

/** Gives requests what the server notes on them. */
export function addRequestState(app: FastifyInstance): void {
  app.decorateRequest("projectContext", null);
  app.decorateRequest("workspaceKeyId", null);
  app.decorateRequest("errorType", null);
  app.decorateRequest("errorReason", null);
  app.decorateRequest("errorCondition", null);
  app.decorateRequest("roundTrips", null);
}
