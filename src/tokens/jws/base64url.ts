/**
 * The bytes of a base64url text (RFC 4648 §5), or nothing unless it is their only spelling: no padding, no white space,
 * no other alphabet, no bits that decoding drops.
 */
export function decodeBase64url(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : undefined;
}
