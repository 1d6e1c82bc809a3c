import type { FastifyInstance } from "fastify";
import { ApiError } from "../../projects/index.ts";

/**
 * Refuses what HTTP has every server refuse, and what Node.js would refuse without an envelope: HTTP/1.1 without a `Host` or with two
 * (RFC 9112 §3.2), and expectations that are not known (RFC 9110 §10.1.1).
 */
export function addHttpRules(app: FastifyInstance): void {
  app.server.on("checkExpectation", (request, response) => app.server.emit("request", request, response));
  app.addHook("onRequest", ({ raw, headers }, _reply, done) => {
    const { host, expect = continueExpectation } = headers;
    const hosts = raw.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
    if (host === undefined && raw.httpVersion === "1.1")
      done(new ApiError("bad_request", "the Host header is missing"));
    else if (hosts.length > 1) done(new ApiError("bad_request", "the Host header is there more than once"));
    else done(expect.toLowerCase() === continueExpectation ? undefined : new ApiError("expectation_failed"));
  });
}

const continueExpectation = "100-continue";
