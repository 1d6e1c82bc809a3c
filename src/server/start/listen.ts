import { createServer } from "node:net";
import type { FastifyInstance } from "fastify";
import { invariant } from "../../language/invariant.ts";
import { wrongOption } from "./start-error.ts";

/** How long what is under way may take once a server stops, in milliseconds. */
const GRACE_MILLISECONDS = 10_000;

/**
 * Finds out whether an address can be had, before anything is written for a server that could not listen, and returns its
 * port: for 0 one that was free. Another program may take it meanwhile. Rejects with a `StartError` if it cannot.
 */
export async function checkAddress(address: { readonly host: string; readonly port: number }): Promise<number> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject).listen(address, resolve);
    });
  } catch (error) {
    throw listenError(error, address);
  }
  const found = probe.address();
  await new Promise<void>((resolve) => {
    probe.close(() => resolve());
  });
  invariant(typeof found === "object" && found !== null, "a server that listens on an address has a port");
  return found.port;
}

/** Listens, and returns the address as a URL. Rejects with a `StartError` if the address cannot be had. */
export async function listen(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw listenError(error, { host, port });
  }
  return `http://${reachable(host)}:${new URL(app.listeningOrigin).port || 80}`;
}

/** Stops listening and finishes what is under way; what takes longer than the grace is cut off. */
export async function stop(app: FastifyInstance, graceMilliseconds = GRACE_MILLISECONDS): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), graceMilliseconds);
  await app.close();
  clearTimeout(timer);
}

/** The host as a client on this machine names it. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/** Why an address cannot be had, by the code of the system's error. */
const REASON_BY_CODE: ReadonlyMap<unknown, { readonly option: "host" | "port"; readonly reason: string }> = new Map([
  ["EADDRINUSE", { option: "port", reason: "another program listens on it" }],
  ["EACCES", { option: "port", reason: "permission denied" }],
  ["EADDRNOTAVAIL", { option: "host", reason: "it is no address of this machine" }],
  ["ENOTFOUND", { option: "host", reason: "it has no address" }],
  ["EAI_AGAIN", { option: "host", reason: "it has no address" }],
]);

function listenError(error: unknown, address: { readonly host: string; readonly port: number }): unknown {
  const known = REASON_BY_CODE.get(error instanceof Error && "code" in error ? error.code : undefined);
  if (known === undefined) return error;
  const { option, reason } = known;
  return wrongOption(option, `cannot be \`${address[option]}\`: ${reason}`, { cause: error });
}
