import { createServer, type Server } from "node:net";
import { invariant } from "../../language/invariant.ts";
import { type Address, addressError } from "./address-error.ts";
import type { ListenedAddresses } from "./listened-addresses.ts";

/** The options that say where a server listens. */
type ListenerOptions = Pick<ListenedAddresses, "host" | "port" | "admin">;

/** The ports of a server; of a listener that it does not have there is none. */
export interface Ports {
  readonly port: number;
  readonly adminPort?: number;
}

/**
 * Finds out whether the addresses of a server can be had, at the same time, before anything is written for one that could
 * not listen, and returns their ports: for 0 one that was free. Another program may take them meanwhile. Rejects with a
 * `StartError` if they cannot.
 */
export async function checkAddresses({ host, port, admin }: ListenerOptions): Promise<Ports> {
  const probes: Server[] = [];
  const portOf = async (address: Address): Promise<number> => {
    const probe = await probeOf(address);
    probes.push(probe);
    const found = probe.address();
    invariant(typeof found === "object" && found !== null, "a server that listens on an address has a port");
    return found.port;
  };
  try {
    const ports: Ports = { port: await portOf({ host, port }) };
    return admin === undefined ? ports : { ...ports, adminPort: await portOf(admin) };
  } finally {
    for (const probe of probes) await new Promise((resolve) => probe.close(resolve));
  }
}

async function probeOf(address: Address): Promise<Server> {
  const { host, port } = address;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject).listen({ host, port }, resolve);
    });
  } catch (error) {
    throw addressError(error, address);
  }
  return probe;
}
