import type { FastifyInstance } from "fastify";
import { type Backend, projectCollection, systemScope } from "../../projects/index.ts";
import { successEnvelope } from "../envelope.ts";
import { requestIdOf } from "../request-id.ts";

/** `GET /healthz`: the process answers. `GET /readyz`: so does the store; otherwise 503. Neither needs credentials. */
export function addHealth(app: FastifyInstance, { store }: Backend): void {
  app.get("/healthz", async (request) => successEnvelope({ status: "ok" }, requestIdOf(request)));
  app.get("/readyz", async (request) => {
    await store.scope(systemScope).collection(projectCollection).get("none");
    return successEnvelope({ status: "ok" }, requestIdOf(request));
  });
}
