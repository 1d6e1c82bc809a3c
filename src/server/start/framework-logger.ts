import type { FastifyBaseLogger } from "fastify";

/**
 * The logger that Fastify itself is given. Some of its messages quote the address of a request: of what it warns of, only
 * the error is logged, and nothing of the rest, for the service has a line for each request.
 */
export function frameworkLogger(logger: FastifyBaseLogger): FastifyBaseLogger {
  const write = (level: "fatal" | "error" | "warn") => (first: unknown) => {
    const { err = first } = Object(first);
    logger[level](err instanceof Error ? { err } : {}, "the HTTP framework met a difficulty");
  };
  const silent = () => undefined;
  const restricted: FastifyBaseLogger = {
    level: logger.level,
    fatal: write("fatal"),
    error: write("error"),
    warn: write("warn"),
    info: silent,
    debug: silent,
    trace: silent,
    silent,
    child: () => restricted,
  };
  return restricted;
}
