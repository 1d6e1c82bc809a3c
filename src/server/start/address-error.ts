import { wrongOption } from "./start-error.ts";

/** The address at which a server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The reason why an address cannot be had, as a `StartError`; an error that says nothing of that stays as it is. */
export function addressError(error: unknown, address: Address): unknown {
  const known = reasonByCode.get(error instanceof Error && "code" in error ? error.code : undefined);
  if (known === undefined) return error;
  const { option, reason } = known;
  return wrongOption(option, `cannot be \`${address[option]}\`: ${reason}`, { cause: error });
}

/** By the code of the system's error. */
const reasonByCode: ReadonlyMap<unknown, { readonly option: "host" | "port"; readonly reason: string }> = new Map([
  ["EADDRINUSE", { option: "port", reason: "another program listens on it" }],
  ["EACCES", { option: "port", reason: "permission denied" }],
  ["EADDRNOTAVAIL", { option: "host", reason: "it is no address of this machine" }],
  ["ENOTFOUND", { option: "host", reason: "it has no address" }],
  ["EAI_AGAIN", { option: "host", reason: "it has no address" }],
]);
