import { createHash } from "node:crypto";

/**
 * The tag of an answer (RFC 9110 §8.8.3), by what is in it: weak, for the id of the request, which answers have too, is
 * another each time.
 */
export function entityTag(answer: object): string {
  return `W/"${createHash("sha256").update(JSON.stringify(answer)).digest("base64url")}"`;
}

/** Tells whether a header `If-None-Match` (RFC 9110 §13.1.2) has a tag, by weak comparison. */
export function hasEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  const opaque = tag.replace(/^W\//, "");
  return header.split(",").some((one) => one.trim().replace(/^W\//, "") === opaque);
}
