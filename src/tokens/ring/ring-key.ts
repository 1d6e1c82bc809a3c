import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { EpochMilliseconds } from "../epoch.ts";
import type { SignatureAlgorithm } from "../jws/signature-algorithm.ts";
import { type RandomBytes, randomUuid } from "../random.ts";
import type { MasterKeys } from "../sealing/master-keys.ts";
import { reseal, type SealContext, type Sealed, seal, type UnsealError, unseal } from "../sealing/sealed.ts";

/** The algorithms that tokens of ours may be signed with. */
export type SigningAlgorithm = SignatureAlgorithm & ("RS256" | "ES256" | "EdDSA");

/** The fields of a JWK that make a public key (RFC 7518 §6, RFC 8037 §2): `kty`, and `n e`, `crv x y` or `crv x`. */
export type PublicJwk = { readonly [field: string]: string };

/** A key pair as it is stored: plain JSON, the private key (PKCS #8) encrypted. */
export type RingKey = {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly publicJwk: PublicJwk;
  /** Null once it will never sign again. */
  readonly privateKey: Sealed | null;
  readonly createdAt: EpochMilliseconds;
};

/** A key that is ready to sign. */
export interface SigningKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly privateKey: KeyObject;
}

/** Makes a private key for an algorithm. Node.js takes no seed for it, so that tests bring keys of their own. */
export type PrivateKeySource = (algorithm: SigningAlgorithm) => Promise<KeyObject>;

const generate = promisify(generateKeyPair);

/** New private keys by Node.js: RSA of 2048 bits, P-256, or Ed25519. */
export const generatePrivateKey: PrivateKeySource = async (algorithm) => {
  switch (algorithm) {
    case "RS256":
      return (await generate("rsa", { modulusLength: 2048 })).privateKey;
    case "ES256":
      return (await generate("ec", { namedCurve: "P-256" })).privateKey;
    case "EdDSA":
      return (await generate("ed25519")).privateKey;
  }
};

/** Makes a key for the ring of a project; it is in no ring yet. Its `kid` is `jwk-<environment>-<uuid>`. */
export async function createRingKey({
  projectId,
  environment,
  algorithm,
  masterKeys,
  now,
  random,
  source = generatePrivateKey,
}: {
  readonly projectId: string;
  readonly environment: "test" | "live";
  readonly algorithm: SigningAlgorithm;
  readonly masterKeys: MasterKeys;
  readonly now: EpochMilliseconds;
  readonly random: RandomBytes;
  readonly source?: PrivateKeySource;
}): Promise<RingKey> {
  const privateKey = await source(algorithm);
  const kid = `jwk-${environment}-${randomUuid(random)}`;
  const plaintext = privateKey.export({ format: "der", type: "pkcs8" });
  const sealed = seal(plaintext, { masterKeys, context: contextOf({ projectId, kid }), random });
  return { kid, algorithm, publicJwk: publicJwkOf(privateKey), privateKey: sealed, createdAt: now };
}

/** Decrypts the private key of a ring's key. A key that will never sign again is not there: `private_key_absent`. */
export function openRingKey(
  key: RingKey,
  { projectId, masterKeys }: { readonly projectId: string; readonly masterKeys: MasterKeys },
):
  | { readonly ok: true; readonly key: SigningKey }
  | {
      readonly ok: false;
      readonly error: UnsealError | { readonly code: "private_key_absent"; readonly message: string };
    } {
  const { kid, algorithm } = key;
  if (key.privateKey === null) {
    return { ok: false, error: { code: "private_key_absent", message: `the key \`${kid}\` signs no longer` } };
  }
  const opened = unseal(key.privateKey, { masterKeys, context: contextOf({ projectId, kid }) });
  if (!opened.ok) return opened;
  const privateKey = createPrivateKey({ key: Buffer.from(opened.plaintext), format: "der", type: "pkcs8" });
  return { ok: true, key: { kid, algorithm, privateKey } };
}

/** Encrypts the private key of a ring's key anew, as `reseal` does. A key that will never sign again stays as it is. */
export function resealRingKey<K extends RingKey>(
  key: K,
  {
    projectId,
    masterKeys,
    random,
  }: { readonly projectId: string; readonly masterKeys: MasterKeys; readonly random: RandomBytes },
): { readonly ok: true; readonly key: K } | { readonly ok: false; readonly error: UnsealError } {
  if (key.privateKey === null) return { ok: true, key };
  const context = contextOf({ projectId, kid: key.kid });
  const resealed = reseal(key.privateKey, { masterKeys, context, random });
  if (!resealed.ok) return resealed;
  return { ok: true, key: resealed.sealed === key.privateKey ? key : { ...key, privateKey: resealed.sealed } };
}

function contextOf({ projectId, kid }: { readonly projectId: string; readonly kid: string }): SealContext {
  return { owner: projectId, purpose: "session token signing key", id: kid };
}

const publicFields = ["kty", "n", "e", "crv", "x", "y"];

function publicJwkOf(privateKey: KeyObject): PublicJwk {
  const jwk = createPublicKey(privateKey).export({ format: "jwk" });
  const fields = Object.entries(jwk).filter(([field]) => publicFields.includes(field));
  return Object.fromEntries(fields.map(([field, value]) => [field, String(value)]));
}
