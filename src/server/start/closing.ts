import type { FastifyBaseLogger } from "fastify";
import type { CleanUp } from "./clean-up.ts";

/** Ends a server, however often it is called; `signal` is what told it to, for the log. */
export type Close = (signal?: string) => Promise<void>;

/** Lets go of everything that a server took, and logs when that begins and that it came to its end. */
export function closing(cleanUp: CleanUp, logger: FastifyBaseLogger): Close {
  let closed: Promise<void> | undefined;
  const close = async (signal: string | undefined) => {
    const told = signal === undefined ? {} : { signal };
    logger.info(told, "the server stops");
    await cleanUp.run();
    logger.info(told, "the server has stopped");
  };
  return (signal) => {
    closed ??= close(signal);
    return closed;
  };
}
