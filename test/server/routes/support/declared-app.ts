import type { FastifyInstance } from "fastify";
import { onTestFinished } from "vitest";
import { type Backend, ensureWorkspaceKey } from "../../../../src/projects/index.ts";
import type { ApiRoute } from "../../../../src/server/http/api-route.ts";
import { apiRoutes } from "../../../../src/server/routes/api-routes.ts";
import { buildApp } from "../../../../src/server/start/build-app.ts";
import { newestPatch, sessionCollections } from "../../../../src/sessions/index.ts";
import { apply } from "../../../publishing/support/apply.ts";
import { b2b, type DeclaredParts, declaredState } from "../../../sdk/support/declared-state.ts";
import { startOf2026, testBackend } from "../../../support/backend.ts";
import { basic } from "../../support/basic.ts";
import { workspaceKey } from "../../support/test-app.ts";

/** The whole API on a store of its own, with the projects of the SDK's tests; it is closed when the test has finished. */
export interface DeclaredApp {
  readonly app: FastifyInstance;
  /** What the requests work with, without what `wrap` puts around it. */
  readonly backend: Backend;
  /** When all of it is: the clock stands still. */
  readonly now: Date;
  /** The header of requests to the B2B project, and of the management API. */
  readonly authorization: { readonly b2b: string; readonly management: string };
}

/** Opens one. */
export async function declaredApp({
  wrap = (backend) => backend,
  wrapRoute = (route) => route,
  ...parts
}: DeclaredParts & {
  readonly wrap?: (backend: Backend) => Backend;
  readonly wrapRoute?: (route: ApiRoute) => ApiRoute;
} = {}): Promise<DeclaredApp> {
  const test = await testBackend({ collections: sessionCollections });
  const backend = { ...test.backend, newestPatch };
  await apply(backend, declaredState(parts));
  await ensureWorkspaceKey(backend, workspaceKey);
  const app = buildApp({ backend: wrap(backend), routes: apiRoutes.map(wrapRoute) });
  onTestFinished(async () => {
    await app.close();
    await test.close();
  });
  return {
    app,
    backend,
    now: new Date(startOf2026),
    authorization: {
      b2b: basic(`${b2b.projectId}:${b2b.secret}`),
      management: basic(`${workspaceKey.keyId}:${workspaceKey.secret}`),
    },
  };
}
