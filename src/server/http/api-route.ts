import type { Static, TSchema } from "typebox";
import type { Backend, Exactly, ProjectContext, ProjectVerticalId } from "../../projects/index.ts";

/** The parts of a request that a route reads. Every part fits its schema. */
export interface ApiRequest<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The id of the workspace key that the request has; null on routes that ask for none. */
  readonly workspaceKeyId: string | null;
}

/** One endpoint of the compatible API, as data. The server adds credentials, envelope, limits and serialisation. */
export interface ApiRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As Fastify writes it: `/v1/b2b/organizations/:organization_id`. */
  readonly path: string;
  /** The vertical that a project must be of. */
  readonly vertical: ProjectVerticalId | "any";
  /** Set where no credentials are asked for: the path then names the project as `:project_id`. */
  readonly isPublic?: true;
  /** Set where the key of the workspace is asked for: the path then names the project as `:project_slug` and `:environment_slug`. */
  readonly isManagement?: true;
  /** Set where the answer is for everybody, to be kept: only of a public route, with GET. */
  readonly publication?: Publication<never> | undefined;
  readonly params: TSchema;
  readonly query: TSchema;
  readonly body: TSchema;
  /** Of the answer without `status_code` and `request_id`; what it does not name is not sent. */
  readonly response: TSchema;
  readonly handle: (context: ProjectContext, request: ApiRequest<never, never, never>) => Promise<object>;
}

/** An answer that everybody may keep for a time, and that is given from memory while the store is away. */
export interface Publication<Params> {
  readonly maxAgeSeconds: number;
  /** What this process knows of the answer without its store; `undefined` if nothing. */
  readonly remembered: (backend: Backend, params: Params) => object | undefined;
}

/**
 * Declares an endpoint, so that what its handler reads and answers has the types of its schemas. An answer has all fields
 * of its schema and no other, which would not be sent.
 */
export function apiRoute<
  P extends TSchema,
  Q extends TSchema,
  B extends TSchema,
  R extends TSchema,
  A extends Static<R> & object,
>(route: {
  readonly method: ApiRoute["method"];
  readonly path: string;
  readonly vertical: ApiRoute["vertical"];
  readonly isPublic?: true;
  readonly isManagement?: true;
  readonly publication?: Publication<Static<P>>;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly response: R;
  readonly handle: (
    context: ProjectContext,
    request: ApiRequest<Static<P>, Static<Q>, Static<B>>,
  ) => Promise<A & Exactly<Static<R>, A>>;
}): ApiRoute {
  return route;
}
