import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";

/** A key pair of a kind. The private keys lie in `keys/` for everybody to read: they protect nothing. */
export interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  /** The public key (SPKI). */
  readonly pem: string;
}

function pair(name: string): Pair {
  const privateKey = createPrivateKey(readFileSync(new URL(`keys/${name}.pem`, import.meta.url)));
  const publicKey = createPublicKey(privateKey);
  return { publicKey, privateKey, pem: pemOf(publicKey) };
}

/** A public key in PEM (SPKI). */
export function pemOf(publicKey: KeyObject): string {
  return publicKey.export({ format: "pem", type: "spki" }).toString();
}

export const rsa = pair("rsa");
export const otherRsa = pair("other-rsa");
export const shortRsa = pair("short-rsa");
export const pssRsa = pair("pss-rsa");
export const p256 = pair("p256");
export const p384 = pair("p384");
export const p521 = pair("p521");
export const secp256k1 = pair("secp256k1");
export const ed25519 = pair("ed25519");
export const ed448 = pair("ed448");
export const x25519 = pair("x25519");

/** The RSA key with another public exponent, in base64url, or another modulus. */
export function rsaWith(fields: { readonly e?: string; readonly n?: string }): string {
  return pemOf(createPublicKey({ key: { ...rsa.publicKey.export({ format: "jwk" }), ...fields }, format: "jwk" }));
}

/** An Ed25519 public key from its 32 bytes in hex. */
export function ed25519Point(hex: string): string {
  const x = Buffer.from(hex, "hex").toString("base64url");
  return pemOf(createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }));
}
