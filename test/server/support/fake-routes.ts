import { Type } from "typebox";
import { ApiError, type ApiErrorType } from "../../../src/projects/index.ts";
import { type ApiRoute, apiRoute } from "../../../src/server/http/api-route.ts";
import { nothing } from "../../../src/server/http/nothing.ts";
import { SignatureFailedError } from "../../../src/sessions/index.ts";
import { ConflictError, InvalidCursorError, StoreUnavailableError } from "../../../src/store/index.ts";

/** What the body of the last request to `/v1/echo` was. */
export const received: { body: unknown } = { body: undefined };

const failures: Readonly<Record<string, () => unknown>> = {
  api: () => new ApiError("member_not_found", "the member `x` could not be found", { member: "x" }),
  store: () => new StoreUnavailableError("full", "no room in /var/planted-path"),
  conflict: () => new ConflictError("planted-collection"),
  signature: () => new SignatureFailedError(new Error("planted-cause")),
  cursor: () => new InvalidCursorError(),
  bug: () => Object.assign(new Error("planted-message"), { token: "planted-field", cause: new Error("planted-cause") }),
  odd: () => "planted-text",
};

/** Small endpoints, one for each thing that the server does around a handler. */
export const fakeRoutes: readonly ApiRoute[] = [
  apiRoute({
    method: "POST",
    path: "/v1/echo",
    vertical: "b2b",
    params: nothing,
    query: nothing,
    body: Type.Object({
      name: Type.Optional(Type.String({ minLength: 2 })),
      count: Type.Optional(Type.Integer()),
      kind: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      many: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
      choice: Type.Optional(Type.Unsafe<string>({ enum: ["one", "two"] })),
      items: Type.Optional(Type.Array(Type.Object({ id: Type.String() }, { additionalProperties: false }))),
      either: Type.Optional(Type.Unsafe<string | null>({ type: ["string", "null"] })),
    }),
    response: Type.Object({
      keys: Type.Array(Type.String()),
      name: Type.Optional(Type.String()),
      body: Type.Unknown(),
    }),
    handle: async (_context, { body }) => {
      received.body = body;
      // The type of the answer does not know of the field that the schema does not name.
      const answer: { readonly keys: string[]; readonly name?: string; readonly body: unknown } = Object.assign(
        { keys: Object.keys(body), body },
        { unlisted: "planted-unlisted" },
      );
      return answer;
    },
  }),
  apiRoute({
    method: "GET",
    path: "/v1/things/:thing_id",
    vertical: "b2b",
    params: Type.Object({ thing_id: Type.String() }),
    query: Type.Object({
      deep: Type.Optional(Type.Boolean()),
      limit: Type.Optional(Type.Integer({ maximum: 100 })),
      name: Type.Optional(Type.String()),
    }),
    body: nothing,
    response: Type.Object({ thing_id: Type.String(), query: Type.Unknown() }),
    handle: async (_context, { params, query }) => ({ thing_id: params.thing_id, query }),
  }),
  apiRoute({
    method: "DELETE",
    path: "/v1/things/:thing_id",
    vertical: "b2b",
    params: Type.Object({ thing_id: Type.String() }),
    query: nothing,
    body: nothing,
    response: nothing,
    handle: async () => ({}),
  }),
  apiRoute({
    method: "GET",
    path: "/v1/failures/:name",
    vertical: "b2b",
    params: Type.Object({ name: Type.String() }),
    query: nothing,
    body: nothing,
    response: nothing,
    handle: async (_context, { params }) => {
      throw failures[params.name]?.();
    },
  }),
  apiRoute({
    method: "GET",
    path: "/v1/misfit",
    vertical: "b2b",
    params: nothing,
    query: nothing,
    body: nothing,
    response: Type.Object({ required: Type.String() }),
    handle: async () => JSON.parse("{}"),
  }),
  apiRoute({
    method: "GET",
    path: "/v1/keys/:project_id",
    vertical: "b2b",
    isPublic: true,
    params: Type.Object({ project_id: Type.String() }),
    query: nothing,
    body: nothing,
    response: Type.Object({ project: Type.String() }),
    handle: async ({ project }) => ({ project: project.id }),
  }),
];

/** A route that fails with an error of that type. */
export function failingRoute(type: ApiErrorType): ApiRoute {
  return apiRoute({
    method: "GET",
    path: "/v1/failing",
    vertical: "b2b",
    params: nothing,
    query: nothing,
    body: nothing,
    response: nothing,
    handle: async () => {
      throw new ApiError(type);
    },
  });
}
