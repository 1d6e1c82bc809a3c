import { isIP } from "node:net";
import type { Address } from "./address-error.ts";
import { wrongOption } from "./start-error.ts";
import type { StartOptions } from "./start-options.ts";

/** The addresses at which a server listens. */
export interface ListenedAddresses extends Address {
  /** Where whoever runs the service has a listener of its own, if it has. */
  readonly admin: Address | undefined;
  /** Whether no other machine reaches any of them. */
  readonly isLoopback: boolean;
}

/** Checks the options of where a server listens. Throws a `StartError` that names the first wrong one. */
export function listenedAddresses({
  host = "127.0.0.1",
  port = 0,
  ...options
}: Pick<StartOptions, "host" | "port" | "adminHost" | "adminPort">): ListenedAddresses {
  requirePort("port", port);
  const address = { host: listenedHost("host", host), port };
  const admin = adminOf(options);
  if (admin !== undefined && overlap(address, admin)) {
    throw wrongOption("adminPort", "must be another than that of the public listener");
  }
  return { ...address, admin, isLoopback: [address, admin ?? address].every(isLoopback) };
}

/** The address of the listener of whoever runs the service, if there is to be one. */
function adminOf({ adminHost, adminPort }: Pick<StartOptions, "adminHost" | "adminPort">): Address | undefined {
  if (adminPort === undefined) {
    if (adminHost !== undefined) throw wrongOption("adminHost", "is only for a listener with a port of its own");
    return undefined;
  }
  requirePort("adminPort", adminPort);
  return { host: listenedHost("adminHost", adminHost ?? "127.0.0.1"), port: adminPort, isAdmin: true };
}

function requirePort(option: string, port: number): void {
  const isPort = Number.isInteger(port) && port >= 0 && port <= 65_535;
  if (!isPort) throw wrongOption(option, "must be a whole number from 0 to 65535");
}

function listenedHost(option: string, host: string): string {
  if (!isHost(host)) throw wrongOption(option, "must be an IP address or a host name");
  // The name has two addresses, and one server listens on one.
  return host === "localhost" ? "127.0.0.1" : host;
}

/** Tells whether two listeners cannot be there at once. */
function overlap(first: Address, second: Address): boolean {
  if (first.port !== second.port || first.port === 0) return false;
  return first.host === second.host || [first, second].some(({ host }) => host === "0.0.0.0" || host === "::");
}

function isLoopback({ host }: Address): boolean {
  return host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function isHost(host: string): boolean {
  return isIP(host) !== 0 || /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(host);
}
