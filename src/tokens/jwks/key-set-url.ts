import { isIP } from "node:net";
import { maxKeySetUrlCharacters } from "../limits.ts";
import type { KeySetFault } from "./key-set-fault.ts";
import { isLoopbackAddress, isPublicAddress } from "./public-address.ts";

/** The hosts that a server may ask for key sets, beside those of the public internet. */
export interface KeySetAccess {
  /** Hosts that may have any address, as `allowedHost` writes them. */
  readonly allowHosts: readonly string[];
  /** Whether key sets may come from this machine itself without TLS: for development. */
  readonly allowLoopbackHttp: boolean;
}

/** A URL that may be asked, and the addresses at which its host may be reached. */
export interface KeySetTarget {
  readonly url: URL;
  readonly isAllowedAddress: (address: string) => boolean;
}

/** A URL that may be asked, or why it may not. */
export type KeySetTargetReading =
  | { readonly ok: true; readonly target: KeySetTarget }
  | { readonly ok: false; readonly fault: KeySetFault };

/**
 * The URL of a key set, or nothing if it never can be one: an https URL, or an http URL of this machine, of at most 2048
 * characters, without credentials and fragment.
 */
export function parseKeySetUrl(text: string): URL | undefined {
  if (text.length > maxKeySetUrlCharacters || /[\p{Cc}\p{White_Space}\p{Surrogate}]/u.test(text)) return undefined;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "" || text.includes("#")) return undefined;
  const isOwnHttp = url.protocol === "http:" && isOwnHost(hostOf(url));
  return url.protocol === "https:" || isOwnHttp ? url : undefined;
}

/**
 * The target of a URL that a server may ask: nothing at all, or nothing at the address that the URL itself names, if that is not
 * allowed. A URL reads an address in whatever spelling (decimal, octal, hexadecimal, full-width) as what it is.
 */
export function keySetTarget(text: string, access: KeySetAccess): KeySetTargetReading {
  const url = parseKeySetUrl(text);
  if (url === undefined) return { ok: false, fault: "key_set_url_not_allowed" };
  const isHttp = url.protocol === "http:";
  if (isHttp && !access.allowLoopbackHttp) return { ok: false, fault: "key_set_url_not_allowed" };
  const host = hostOf(url);
  const isNamed = access.allowHosts.includes(host);
  const isAllowedAddress = (address: string) =>
    isHttp ? isLoopbackAddress(address) : isNamed || isPublicAddress(address);
  // The socket looks no address up, so that nothing else would check one.
  if (isIP(host) !== 0 && !isAllowedAddress(host)) return { ok: false, fault: "key_set_address_not_allowed" };
  return { ok: true, target: { url, isAllowedAddress } };
}

/** A host as it is compared: a name in lower case and ASCII, or an address; nothing if a text is more or less than a host. */
export function allowedHost(text: string): string | undefined {
  const bracketed = isIP(text) === 6 ? `[${text}]` : text;
  if (!/^(?:\[[\da-f:.]+\]|[^\s/?#@:*[\]\\]+)$/i.test(bracketed) || !URL.canParse(`https://${bracketed}`))
    return undefined;
  return hostOf(new URL(`https://${bracketed}`));
}

/** Without brackets, and without the dot that ends a full name. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$|\.$/g, "");
}

function isOwnHost(host: string): boolean {
  return host === "localhost" || isLoopbackAddress(host);
}
