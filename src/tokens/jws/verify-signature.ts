import type { KeyObject } from "node:crypto";
import { compactVerify, errors } from "jose";
import type { CompactJws } from "./compact-jws.ts";
import { algorithmNamed, algorithmNames, type SignatureAlgorithm } from "./signature-algorithm.ts";

/** Tells whether the key made the signature of the token with exactly this algorithm, by whichever of its names. The key must fit the algorithm. */
export async function hasSignatureOf(
  jws: CompactJws,
  { algorithm, key }: { readonly algorithm: SignatureAlgorithm; readonly key: KeyObject },
): Promise<boolean> {
  try {
    const algorithms = algorithmNames.filter((name) => algorithmNamed(name) === algorithm);
    await compactVerify(jws.token, key, { algorithms });
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    throw error;
  }
}
