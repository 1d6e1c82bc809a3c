import { wrongOption } from "./start-error.ts";

/** The address at which a server listens, with the options that say it. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** The options are those of the listener of whoever runs the service; else of the public one, or the only one. */
  readonly isAdmin?: true;
}

/** The reason why an address cannot be had, as a `StartError`; an error that says nothing of that stays as it is. */
export function addressError(error: unknown, address: Address): unknown {
  const known = reasonByCode.get(error instanceof Error && "code" in error ? error.code : undefined);
  if (known === undefined) return error;
  const { part, reason } = known;
  const names = address.isAdmin ? adminOptions : options;
  return wrongOption(names[part], `cannot be \`${address[part]}\`: ${reason}`, { cause: error });
}

const options = { host: "host", port: "port" };
const adminOptions = { host: "adminHost", port: "adminPort" };

/** By the code of the system's error. */
const reasonByCode: ReadonlyMap<unknown, { readonly part: "host" | "port"; readonly reason: string }> = new Map([
  ["EADDRINUSE", { part: "port", reason: "another program listens on it" }],
  ["EACCES", { part: "port", reason: "permission denied" }],
  ["EADDRNOTAVAIL", { part: "host", reason: "it is no address of this machine" }],
  ["ENOTFOUND", { part: "host", reason: "it has no address" }],
  ["EAI_AGAIN", { part: "host", reason: "it has no address" }],
]);
