import { createHash } from "node:crypto";

/** The version of the language that this compiler reads. */
const languageVersion = "claims/1";

/**
 * `sha256:` and hex, of the language version, a line feed and the exact text in UTF-8. Lone surrogates are encoded like
 * other code points, so that texts that differ only in them have different digests.
 */
export function digestOf(text: string): string {
  const hash = createHash("sha256").update(`${languageVersion}\n`);
  for (const piece of text.split(/(\p{Cs})/u)) hash.update(/^\p{Cs}$/u.test(piece) ? surrogateBytes(piece) : piece);
  return `sha256:${hash.digest("hex")}`;
}

function surrogateBytes(surrogate: string): Uint8Array {
  const code = surrogate.charCodeAt(0);
  return Uint8Array.of(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
}
