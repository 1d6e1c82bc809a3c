import type { FastifyInstance } from "fastify";
import { type Address, addressError } from "./address-error.ts";

/** The time for what is under way once a server stops. */
const maxStopMilliseconds = 10_000;

/** Listens, and returns the address as a URL. Rejects with a `StartError` if the address cannot be had. */
export async function listen(app: FastifyInstance, address: Address): Promise<string> {
  const { host, port } = address;
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw addressError(error, address);
  }
  return `http://${reachable(host)}:${new URL(app.listeningOrigin).port || 80}`;
}

/** Stops listening and finishes what is under way; what takes longer than the time for it is cut off. */
export async function stop(app: FastifyInstance, maxMilliseconds = maxStopMilliseconds): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), maxMilliseconds);
  await app.close();
  clearTimeout(timer);
}

/** The host as a client on this machine names it. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
