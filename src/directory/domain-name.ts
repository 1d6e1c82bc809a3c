const maxDomainCharacters = 253;
const labelPattern = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * Tells whether it is a domain name in ASCII: labels of letters, digits and inner hyphens (RFC 1123 §2.1), one is
 * enough.
 */
export function isDomainName(text: string): boolean {
  return text.length <= maxDomainCharacters && text.split(".").every((label) => labelPattern.test(label));
}
