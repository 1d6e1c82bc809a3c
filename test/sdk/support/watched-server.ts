import type { FastifyInstance } from "fastify";
import { ActiveConfigurations, openPublicProject } from "../../../src/projects/index.ts";
import { applyDeclaredState } from "../../../src/publishing/index.ts";
import { apiRoutes } from "../../../src/server/routes/api-routes.ts";
import { buildApp } from "../../../src/server/start/build-app.ts";
import { sessionCollections } from "../../../src/sessions/index.ts";
import { startOf2026, testBackend } from "../../support/backend.ts";
import type { TestStores } from "../../support/each-store.ts";
import { b2b, consumer } from "./declared-state.ts";

/** A server of which a test sees whether anything at all was written to its store, and whose clock stands still. */
export interface WatchedServer {
  readonly app: FastifyInstance;
  readonly url: string;
  /** What the clock shows. */
  readonly now: Date;
  /** Where two are equal, nothing at all was written in between. */
  written(): string;
  close(): Promise<void>;
}

/** Starts one with the two declared projects, that writes nothing by itself: nothing is swept, and there are keys that sign. */
export async function startWatched(state: object, stores: TestStores): Promise<WatchedServer> {
  const store = await stores.createWatched();
  const { backend, close } = await testBackend({ collections: sessionCollections, store });
  const applied = await applyDeclaredState(backend, JSON.parse(JSON.stringify(state)), {
    readFile: () => Promise.reject(new Error("the state names no file")),
    printSecret: () => {},
  });
  if (!applied.ok) throw new Error(`the state is refused: ${JSON.stringify(applied.problems)}`);
  for (const { projectId } of [b2b, consumer]) {
    const context = await openPublicProject(backend, new ActiveConfigurations(), projectId);
    await context?.keys.signingKey();
  }
  const app = buildApp({ backend, routes: apiRoutes });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return {
    app,
    url,
    now: new Date(startOf2026),
    written: () => store.written(),
    async close() {
      await app.close();
      await close();
      await store.remove();
    },
  };
}
