import { maxEmailCharacters } from "../language/vocabulary/limits.ts";
import { ApiError } from "../projects/index.ts";
import { asciiLowerCase } from "./ascii-lower-case.ts";
import { isDomainName } from "./domain-name.ts";

/** A local part in the characters of an atom with dots (RFC 5322 §3.2.3); how the dots stand does not matter. */
const localPartPattern = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/;

/**
 * An e-mail address as it is stored and compared: its ASCII letters in lower case. Throws `invalid_email` for what is no
 * address, or none in ASCII; quoted local parts and address literals are not taken.
 */
export function canonicalEmail(text: string): string {
  const [local = "", domain = "", ...rest] = text.length > maxEmailCharacters ? [] : text.split("@");
  if (!localPartPattern.test(local) || !isDomainName(domain) || rest.length > 0) throw new ApiError("invalid_email");
  return asciiLowerCase(text);
}

/** The domain of an address that was stored. */
export function emailDomain(address: string): string {
  return address.slice(address.indexOf("@") + 1);
}
