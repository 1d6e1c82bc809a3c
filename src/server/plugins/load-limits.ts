import underPressure from "@fastify/under-pressure";
import type { FastifyInstance, RouteShorthandOptions } from "fastify";
import { ApiError } from "../../projects/index.ts";
import type { Limits } from "../http/limits.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What the route does under load, in the place of being refused. */
    pressureHandler?: () => void;
  }
}

/** Refuses requests while the server is overloaded: its event loop late, or its heap nearly full. */
export function refuseOverload(app: FastifyInstance, limits: Limits): void {
  app.register(underPressure, {
    maxEventLoopDelay: limits.maxEventLoopDelayMilliseconds,
    maxHeapUsedBytes: limits.maxHeapBytes,
    sampleInterval: limits.pressureSampleMilliseconds,
    pressureHandler: async (_request, reply) => {
      // What comes of trying again shows when the next sample has been taken.
      reply.header("retry-after", String(Math.ceil(limits.pressureSampleMilliseconds / 1000)));
      throw new ApiError("service_unavailable", "the service is overloaded; try again");
    },
  });
}

/** Of a route that answers under any load. */
export const underAnyLoad: RouteShorthandOptions = { config: { pressureHandler: () => undefined } };
