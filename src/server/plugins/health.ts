import type { FastifyInstance } from "fastify";
import { type Backend, projectCollection, systemScope } from "../../projects/index.ts";
import { successEnvelope } from "../http/envelope.ts";
import type { Limits } from "../http/limits.ts";
import { requestIdOf } from "../http/request-id.ts";
import { within } from "../http/within.ts";
import { underAnyLoad } from "./load-limits.ts";

/**
 * `GET /healthz`: the process answers, under any load. `GET /readyz`: so does the store, and the server is not overloaded;
 * otherwise 503. Neither needs credentials.
 */
export function addHealth(app: FastifyInstance, { store }: Backend, { maxWorkMilliseconds }: Limits): void {
  app.get("/healthz", underAnyLoad, async (request) => successEnvelope({ status: "ok" }, requestIdOf(request)));
  app.get("/readyz", async (request) => {
    await within(maxWorkMilliseconds, () => store.scope(systemScope).collection(projectCollection).get("none"));
    return successEnvelope({ status: "ok" }, requestIdOf(request));
  });
}
