import type { FastifyInstance } from "fastify";
import { ApiError } from "../../projects/index.ts";

/** Once the server has begun to stop, answers what is under way, and refuses what still comes on open connections. */
export function refuseWhileClosing(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook("preClose", (done) => {
    isClosing = true;
    done();
  });
  app.addHook("onRequest", (_request, _reply, done) => {
    done(isClosing ? new ApiError("service_unavailable", "the service is stopping") : undefined);
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    // Otherwise the connection would stay open for further requests, and keep the server from stopping.
    if (isClosing) reply.header("connection", "close");
    done();
  });
}
