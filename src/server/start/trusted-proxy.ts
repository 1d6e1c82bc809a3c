import { isIP } from "node:net";
import { wrongOption } from "./start-error.ts";

/**
 * The address or the network of a proxy, as it was given: an IP address, or one with the length of a prefix (RFC 4632
 * §3.1). Names, numbers of hops and the network of all addresses are none. Throws a `StartError`.
 */
export function trustedProxy(text: string): string {
  const [, address = "", length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  const longest = family === 4 ? 32 : 128;
  if (family === 0 || address.includes("%") || Number(length ?? longest) > longest) {
    throw wrongOption("trustProxy", `must be IP addresses or networks such as \`10.0.0.0/8\`, and \`${text}\` is none`);
  }
  if (Number(length ?? longest) === 0) throw wrongOption("trustProxy", `cannot be \`${text}\`: that is everybody`);
  return text;
}
