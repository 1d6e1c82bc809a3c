/** Tokens: verification of trusted tokens, fetching of issuers' keys, the key ring and its encryption at rest, the session JWT. Knows no store. */

export { type EpochMilliseconds, parseRfc3339, rfc3339Seconds, wholeSeconds } from "./epoch.ts";
export { boundedLookup, type LookUpHost } from "./jwks/bounded-lookup.ts";
export { fetchKeySet, type KeySetTransport } from "./jwks/fetch-key-set.ts";
export { type KeySetFault, messageByKeySetFault } from "./jwks/key-set-fault.ts";
export type { KeySet, KeySetReading } from "./jwks/key-set-reading.ts";
export { allowedHost, type KeySetAccess, parseKeySetUrl } from "./jwks/key-set-url.ts";
export { type KeySetFailure, KeySets, type KeySetsOptions } from "./jwks/key-sets.ts";
export { readKeySet } from "./jwks/read-key-set.ts";
export {
  describeUnusableKey,
  isFaultyKey,
  messageByUnusableKeyReason,
  type UnusableKey,
  type UnusableKeyReason,
} from "./jwks/unusable-key.ts";
export {
  type AlgorithmName,
  algorithmNamed,
  algorithmNames,
  type SignatureAlgorithm,
  signatureAlgorithms,
} from "./jws/signature-algorithm.ts";
export {
  defaultMaxTokenCharacters,
  maxKeySetLookups,
  maxTriedKeySetLookups,
  maxTrustedTokenCharacters,
} from "./limits.ts";
export { type PublicKeyFault, publicKeyFault } from "./public-keys/public-key-fault.ts";
export {
  type PublicKeyProblem,
  type PublicKeyRegistration,
  type RegisteredKey,
  registerPublicKeys,
} from "./public-keys/register-public-keys.ts";
export type { TrustedKey } from "./public-keys/trusted-key.ts";
export { type RandomBytes, randomUuid } from "./random.ts";
export {
  hasStopped,
  type KeyInRing,
  type KeyRing,
  type KeyRingChange,
  type KeyRingError,
  type RevokedKey,
  revokeRingKey,
  rotateKeyRing,
  signingKey,
  startKeyRing,
  type VerificationKey,
  verificationKey,
} from "./ring/key-ring.ts";
export { type PublishedKey, publishedKeys, publishedUntil } from "./ring/published-keys.ts";
export {
  createRingKey,
  generatePrivateKey,
  openRingKey,
  type PrivateKeySource,
  type PublicJwk,
  type RingKey,
  resealRingKey,
  type SigningAlgorithm,
  type SigningKey,
} from "./ring/ring-key.ts";
export { generateMasterKey, type MasterKey, type MasterKeyError, MasterKeys } from "./sealing/master-keys.ts";
export {
  type Resealing,
  reseal,
  type SealContext,
  type Sealed,
  seal,
  type UnsealError,
  unseal,
} from "./sealing/sealed.ts";
export { createSecretHashKey, openSecretHashKey, resealSecretHashKey } from "./sealing/secret-hash-key.ts";
export {
  mintSessionToken,
  type TokenFactor,
  type TokenOrganization,
  type TokenSession,
} from "./session/mint-session-token.ts";
export type { SessionTokenError, SessionTokenReason } from "./session/session-token-error.ts";
export { acceptedIssuers, issuerOf, type TokenProject } from "./session/token-project.ts";
export {
  type SessionTokenSubject,
  type SessionTokenVerdict,
  verifySessionToken,
} from "./session/verify-session-token.ts";
export { b2bTokens, consumerTokens, type TokenVertical } from "./token-vertical.ts";
export { applyTokenPolicy } from "./trusted/apply-token-policy.ts";
export type { AttributeValue } from "./trusted/attribute-value.ts";
export type { AttributeMapping } from "./trusted/attributes.ts";
export {
  attributeMappingError,
  type MappedAttributes,
  type TrustedAttributes,
} from "./trusted/map-attributes.ts";
export {
  type AttributeSource,
  type CompiledCondition,
  compileTokenPolicy,
  hasTag,
  type TokenCondition,
  type TokenPolicy,
  type TokenPolicyProblem,
  type WrittenTokenPolicy,
} from "./trusted/token-policy.ts";
export { type TokenFinding, type TokenStep, type TokenTrace, tokenSteps } from "./trusted/token-trace.ts";
export type { TrustedTokenError, TrustedTokenErrorType, TrustedTokenReason } from "./trusted/trusted-token-error.ts";
export type { FindKeys, TrustedTokenRules } from "./trusted/trusted-token-rules.ts";
export { type TrustedTokenVerdict, verifyTrustedToken } from "./trusted/verify-trusted-token.ts";
