import { createServer } from "node:net";
import { invariant } from "../../language/invariant.ts";
import { type Address, addressError } from "./address-error.ts";

/**
 * Finds out whether an address can be had, before anything is written for a server that could not listen, and returns its
 * port: for 0 one that was free. Another program may take it meanwhile. Rejects with a `StartError` if it cannot.
 */
export async function checkAddress({ host, port }: Address): Promise<number> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once("error", reject).listen({ host, port }, resolve);
    });
  } catch (error) {
    throw addressError(error, { host, port });
  }
  const found = probe.address();
  await new Promise<void>((resolve) => {
    probe.close(() => resolve());
  });
  invariant(typeof found === "object" && found !== null, "a server that listens on an address has a port");
  return found.port;
}
