import { type Static, type TSchema, Type } from "typebox";
import { invariant } from "../../../language/invariant.ts";
import { ApiError, type Exactly, type ProjectContext } from "../../../projects/index.ts";
import type { ApiRequest, ApiRoute } from "../../http/api-route.ts";
import { nothing } from "../../http/nothing.ts";

/** The parts of a request that a handler of the management API reads. */
export interface ManagementRequest<Param extends string, Body> {
  readonly params: Readonly<Record<Param, string>>;
  readonly body: Body;
  /** Who asks, as the audit log names it: the id of the workspace key. */
  readonly actor: string;
  /** Whether the query has `force=true`; only where the route is a publication. */
  readonly isForced: boolean;
}

/**
 * Declares an endpoint of the management API for one environment of a project, of whichever vertical. The path is what
 * stands behind `…/environments/{environment_slug}`; `params` are the names in it. An answer is as `apiRoute` has it.
 */
export function managementRoute<
  B extends TSchema,
  R extends TSchema,
  A extends Static<R> & object,
  Param extends string = never,
>(route: {
  readonly method: ApiRoute["method"];
  readonly path: string;
  readonly params?: readonly Param[];
  readonly body?: B;
  readonly response: R;
  /** Set where a template or a policy is published, which `?force=true` may insist on. */
  readonly isPublication?: true;
  readonly handle: (
    context: ProjectContext,
    request: ManagementRequest<Param, Static<B>>,
  ) => Promise<A & Exactly<Static<R>, A>>;
}): ApiRoute {
  const names = ["project_slug", "environment_slug", ...(route.params ?? [])];
  return {
    method: route.method,
    path: `/pwa/v3/projects/:project_slug/environments/:environment_slug${route.path}`,
    vertical: "any",
    isManagement: true,
    params: Type.Object(Object.fromEntries(names.map((name) => [name, Type.String()]))),
    query: route.isPublication ? forceQuery : nothing,
    body: route.body ?? nothing,
    response: route.response,
    handle: (
      context,
      { params, query, body, workspaceKeyId }: ApiRequest<never, { readonly force?: boolean }, never>,
    ) => {
      invariant(workspaceKeyId !== null, "a request of the management API has a workspace key");
      refuseWrapped(Object(body));
      return route.handle(context, { params, body, actor: workspaceKeyId, isForced: query.force === true });
    },
  };
}

const forceQuery = Type.Object({ force: Type.Optional(Type.Boolean()) });

/** Under what answers have the fields that a request has in its body itself. */
const wrappers = ["policy", "jwt_template", "profile"] as const;

/** Refuses a body as an answer has it: its fields would all count as left out, and what is left out of a policy is gone. */
function refuseWrapped(body: object): void {
  const wrapper = wrappers.find((name) => Object.hasOwn(body, name));
  if (wrapper === undefined) return;
  const message = `the fields of \`${wrapper}\` belong into the body itself`;
  throw new ApiError("invalid_argument", message, { field: `/${wrapper}` });
}
