import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

/**
 * The headers that keep browsers from making anything of an answer but data, and everybody from keeping what does not say
 * that it may be kept. HTTPS is only
 * insisted on where clients use it.
 */
export function addSecurityHeaders(app: FastifyInstance, { isHttps }: { readonly isHttps: boolean }): void {
  app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    strictTransportSecurity: isHttps,
    xFrameOptions: { action: "deny" },
  });
  app.addHook("onSend", (_request, reply, _payload, done) => {
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
    done();
  });
}
