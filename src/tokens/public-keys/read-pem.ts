import { createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import { maxPemCharacters } from "../limits.ts";

/** The reasons why a text is not read as a public key, each in words for a sentence about it. */
export const messageByPemFault = {
  pem_too_large: `it has more than ${maxPemCharacters} characters`,
  private_key: "it is a private key, and only its public key belongs here",
  not_pem: "it has no PEM block, `PUBLIC KEY` or `CERTIFICATE`",
  several_blocks: "it has more than one PEM block: each key is a text of its own",
  pkcs1_key: "it is a key in PKCS #1: `openssl rsa -RSAPublicKey_in -pubout` makes it a `PUBLIC KEY`",
  other_label: "its PEM block must be `PUBLIC KEY` or `CERTIFICATE`, and is something else",
  end_missing: "its PEM block has no end, or one with another label",
  text_around: "there is text before or after its PEM block",
  not_base64: "its PEM block has characters that are not base64",
  cut_off: "its PEM block is cut off: there is less in it than it says",
  unreadable_key: "its PEM block cannot be read as what its label says",
} as const;

export type PemFault = keyof typeof messageByPemFault;

/** The key of a text, or why it has none. */
export type PemReading =
  | { readonly ok: true; readonly publicKey: KeyObject }
  | { readonly ok: false; readonly fault: PemFault };

/**
 * Reads one PEM block (RFC 7468 §2) with nothing around it: an SPKI public key, or a certificate, of which only the key
 * counts. Its line breaks may have been lost or moved on the way here, or be written as `\n` in two characters, as in a
 * variable of the environment: they say nothing.
 */
export function readPem(pem: string): PemReading {
  if (pem.length > maxPemCharacters) return { ok: false, fault: "pem_too_large" };
  if (pem.includes("PRIVATE KEY-----")) return { ok: false, fault: "private_key" };
  const block = readBlock(pem.replace(/\\[rn]/g, "\n").trim());
  if (!block.ok) return block;
  const { label, base64 } = block;
  if (isCutOff(base64)) return { ok: false, fault: "cut_off" };
  const lines = base64.match(/.{1,64}/g) ?? [];
  const text = [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
  try {
    const publicKey = label === "CERTIFICATE" ? new X509Certificate(text).publicKey : createPublicKey(text);
    return { ok: true, publicKey };
  } catch {
    return { ok: false, fault: "unreadable_key" };
  }
}

type BlockReading =
  | {
      readonly ok: true;
      readonly label: "PUBLIC KEY" | "CERTIFICATE";
      /** Without white space. */
      readonly base64: string;
    }
  | { readonly ok: false; readonly fault: PemFault };

function readBlock(text: string): BlockReading {
  const refuse = (fault: PemFault) => ({ ok: false, fault }) as const;
  const [begin, end, ...others] = text.matchAll(/-----(BEGIN|END) ([^-]*)-----/g);
  if (begin === undefined || begin[1] !== "BEGIN") return refuse("not_pem");
  if (others.length > 0) return refuse("several_blocks");
  const label = begin[2];
  if (label === "RSA PUBLIC KEY") return refuse("pkcs1_key");
  if (label !== "PUBLIC KEY" && label !== "CERTIFICATE") return refuse("other_label");
  if (end === undefined || end[1] !== "END" || end[2] !== label) return refuse("end_missing");
  if (begin.index !== 0 || end.index + end[0].length !== text.length) return refuse("text_around");
  const base64 = text.slice(begin[0].length, end.index).replace(/\s/g, "");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? { ok: true, label, base64 } : refuse("not_base64");
}

/** Whether there is less of a DER sequence (X.690 §8.1.3) than its length says, or a part of a byte. */
function isCutOff(base64: string): boolean {
  const der = Buffer.from(base64, "base64");
  const first = der[1] ?? 0;
  const octets = first < 0x80 ? 0 : first & 0x7f;
  if (base64.length % 4 !== 0 || der.length < 2 + octets) return true;
  if (octets > 4) return false;
  const length = octets === 0 ? first : der.readUIntBE(2, octets);
  return der.length < 2 + octets + length;
}
