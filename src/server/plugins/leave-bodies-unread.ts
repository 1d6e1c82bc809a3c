import type { FastifyInstance } from "fastify";
import { maxBodyBytes } from "../http/json-body.ts";

/**
 * Closes, with the answer, the connection of a request that is answered before its body was read, where the body is longer
 * than any may be or nobody knows how long: else whoever has no credentials could send for as long as it likes, and
 * Node.js would read it all.
 */
export function leaveBodiesUnread(app: FastifyInstance): void {
  app.addHook("onSend", ({ raw, headers }, reply, _payload, done) => {
    const isLong = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > maxBodyBytes;
    if (isLong && !raw.complete) reply.header("connection", "close");
    done();
  });
}
