import { Type } from "typebox";
import type { ProjectContext, ProjectVerticalId } from "../../projects/index.ts";
import { publishedKeys } from "../../tokens/index.ts";
import { type ApiRoute, apiRoute } from "../http/api-route.ts";
import { nothing } from "../http/nothing.ts";

/** A public key as RFC 7517 §4 has it, with the fields that the SDKs' type names for RSA keys. */
const keySchema = Type.Object({
  kty: Type.String(),
  use: Type.String(),
  key_ops: Type.Array(Type.String()),
  alg: Type.String(),
  kid: Type.String(),
  x5c: Type.Optional(Type.Array(Type.String())),
  x5tS256: Type.Optional(Type.String()),
  n: Type.Optional(Type.String()),
  e: Type.Optional(Type.String()),
  crv: Type.Optional(Type.String()),
  x: Type.Optional(Type.String()),
  y: Type.Optional(Type.String()),
});

/** The key sets that session JWTs are verified with, for everybody. */
export const jwksRoutes: readonly ApiRoute[] = [
  jwksRoute("b2b", "/v1/b2b/sessions/jwks/:project_id"),
  jwksRoute("consumer", "/v1/sessions/jwks/:project_id"),
];

function jwksRoute(vertical: ProjectVerticalId, path: string): ApiRoute {
  return apiRoute({
    method: "GET",
    path,
    vertical,
    isPublic: true,
    params: Type.Object({ project_id: Type.String() }),
    query: nothing,
    body: nothing,
    response: Type.Object({ keys: Type.Array(keySchema) }),
    handle: async (context) => ({ keys: await keysOf(context) }),
  });
}

async function keysOf({ keys, backend }: ProjectContext) {
  const published = publishedKeys(await keys.ring(), backend.clock());
  return published.keys.map(({ key_ops, x5c, ...key }) => ({
    ...key,
    key_ops: [...key_ops],
    ...(x5c === undefined ? {} : { x5c: [...x5c] }),
  }));
}
