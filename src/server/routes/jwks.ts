import { type Static, Type } from "typebox";
import {
  type Backend,
  type NothingLeft,
  type ProjectContext,
  type ProjectVerticalId,
  rememberedRing,
} from "../../projects/index.ts";
import { type KeyRing, type PublishedKey, publishedKeys } from "../../tokens/index.ts";
import { type ApiRoute, apiRoute } from "../http/api-route.ts";
import { nothing } from "../http/nothing.ts";
import { optionalField } from "../views/optional-field.ts";

/** A public key as RFC 7517 §4 has it, with the fields that the SDKs' type names for RSA keys. */
const keySchema = Type.Object({
  kty: Type.String(),
  use: Type.String(),
  key_ops: Type.Array(Type.String()),
  alg: Type.String(),
  kid: Type.String(),
  x5c: optionalField(Type.Array(Type.String())),
  x5tS256: optionalField(Type.String()),
  n: optionalField(Type.String()),
  e: optionalField(Type.String()),
  crv: optionalField(Type.String()),
  x: optionalField(Type.String()),
  y: optionalField(Type.String()),
});

/**
 * The time for which a set may be kept. Together with the ten minutes for which SDKs keep it that is no more than the
 * fifteen by which a key is published before it signs.
 */
const maxAgeSeconds = 300;

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
    publication: {
      maxAgeSeconds,
      remembered: (backend, { project_id }) => {
        const ring = rememberedRing(backend, vertical, project_id);
        return ring && { keys: keysIn(ring, backend) };
      },
    },
    params: Type.Object({ project_id: Type.String() }),
    query: nothing,
    body: nothing,
    response: Type.Object({ keys: Type.Array(keySchema) }),
    handle: async (context) => ({ keys: await keysOf(context) }),
  });
}

async function keysOf({ keys, backend }: ProjectContext): Promise<Static<typeof keySchema>[]> {
  return keysIn(await keys.ring(), backend);
}

function keysIn(ring: KeyRing, { clock }: Pick<Backend, "clock">): Static<typeof keySchema>[] {
  return publishedKeys(ring, clock()).keys.map(keyView);
}

function keyView(key: PublishedKey): Required<Static<typeof keySchema>> {
  const { kty, use, key_ops, alg, kid, x5c, x5tS256, n, e, crv, x, y, ...rest } = key;
  rest satisfies NothingLeft;
  return { kty, use, key_ops: [...key_ops], alg, kid, x5c: x5c && [...x5c], x5tS256, n, e, crv, x, y };
}
