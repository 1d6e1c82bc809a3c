import type { KeyObject } from "node:crypto";

/** The kind of key that an algorithm needs: its type, and for elliptic curves the curve, as Node.js names them. */
const keyByAlgorithm = {
  RS256: "rsa",
  RS384: "rsa",
  RS512: "rsa",
  PS256: "rsa",
  PS384: "rsa",
  PS512: "rsa",
  ES256: "ec prime256v1",
  ES384: "ec secp384r1",
  ES512: "ec secp521r1",
  EdDSA: "ed25519",
} as const;

/** A signature algorithm (RFC 7518 §3.1, RFC 8037 §3.1) that tokens may have: asymmetric ones only, never `none` or HMAC. */
export type SignatureAlgorithm = keyof typeof keyByAlgorithm;

/** All of them; letter case counts. */
export const signatureAlgorithms = Object.freeze(Object.keys(keyByAlgorithm).filter(isSignatureAlgorithm));

/** A name that tokens, keys and profiles may call an algorithm by: RFC 9864 §2.2 has `Ed25519` for what is `EdDSA` here. */
export type AlgorithmName = SignatureAlgorithm | "Ed25519";

/** All of the names. */
export const algorithmNames: readonly AlgorithmName[] = Object.freeze([...signatureAlgorithms, "Ed25519"]);

/**
 * The algorithm that a name stands for; letter case counts. The one place where names that mean the same become one: what
 * is stored and compared is the algorithm. `EdDSA` is Ed25519 alone: Ed448 has no name here.
 */
export function algorithmNamed(name: AlgorithmName): SignatureAlgorithm;
export function algorithmNamed(name: string): SignatureAlgorithm | undefined;
export function algorithmNamed(name: string): SignatureAlgorithm | undefined {
  if (name === "Ed25519") return "EdDSA";
  return isSignatureAlgorithm(name) ? name : undefined;
}

function isSignatureAlgorithm(name: string): name is SignatureAlgorithm {
  return Object.hasOwn(keyByAlgorithm, name);
}

/** Tells whether a public key is of the type, and on the curve, that the algorithm needs. */
export function fitsKey(algorithm: SignatureAlgorithm, key: KeyObject): boolean {
  return keyByAlgorithm[algorithm] === kindOf(key);
}

/** Tells whether there is an algorithm for a public key. */
export function isUsableKey(key: KeyObject): boolean {
  return signatureAlgorithms.some((algorithm) => fitsKey(algorithm, key));
}

function kindOf(key: KeyObject): string {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  return curve === undefined ? `${key.asymmetricKeyType}` : `${key.asymmetricKeyType} ${curve}`;
}
