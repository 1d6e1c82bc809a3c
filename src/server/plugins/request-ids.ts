import type { FastifyInstance } from "fastify";
import { requestIdOf } from "../http/request-id.ts";

/** Gives each answer its request's id in the header `X-Request-Id` too. */
export function addRequestIds(app: FastifyInstance): void {
  app.addHook("onSend", (request, reply, _payload, done) => {
    reply.header("x-request-id", requestIdOf(request));
    done();
  });
}
