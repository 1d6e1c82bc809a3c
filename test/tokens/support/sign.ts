import { constants, createHmac, type KeyObject, sign } from "node:crypto";

/** What signs: a private key, or the secret of an HMAC. */
export type Signer = KeyObject | string | Uint8Array;

/** The signature of an algorithm of RFC 7518, made without the library that verifies it. */
export function signatureOf(algorithm: string, signer: Signer, input: string): Buffer {
  const data = Buffer.from(input);
  const hash = `sha${algorithm.slice(2)}`;
  if (typeof signer === "string" || signer instanceof Uint8Array) return createHmac(hash, signer).update(data).digest();
  switch (algorithm.slice(0, 2)) {
    case "PS":
      return sign(hash, data, {
        key: signer,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      });
    case "ES":
      return sign(hash, data, { key: signer, dsaEncoding: "ieee-p1363" });
    case "Ed":
      return sign(null, data, signer);
    default:
      return sign(hash, data, signer);
  }
}

/** A compact JWS of any bytes as header and payload. */
export function compactJws({
  header,
  payload,
  algorithm,
  signer,
}: {
  readonly header: string | Uint8Array;
  readonly payload: string | Uint8Array;
  readonly algorithm: string;
  readonly signer: Signer;
}): string {
  const input = `${base64url(header)}.${base64url(payload)}`;
  return `${input}.${signatureOf(algorithm, signer, input).toString("base64url")}`;
}

export function base64url(text: string | Uint8Array): string {
  return Buffer.from(text).toString("base64url");
}
