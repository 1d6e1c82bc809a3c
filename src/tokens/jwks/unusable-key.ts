import { visible } from "../../language/diagnostics/index.ts";

/** The reasons why a key of a set is none to verify tokens with, each in words for a sentence about the key. */
export const messageByUnusableKeyReason = {
  symmetric: "it is a symmetric key, which whoever verifies with it can sign with, too",
  private: "it is a private key, with which everybody who reads the set can sign",
  other_use: "it is for another use than to verify signatures",
  unsupported: "its type, its curve, its size or its algorithm is not one that is supported",
  weak: "it is too weak: an RSA key below 2048 bits or with an exponent below 65537, or a point of small order",
  malformed: "it is not written as RFC 7517 and RFC 7518 say, or what it says of itself does not agree",
} as const;

/** The reason that keeps a key of a set from being used; never changes its meaning. */
export type UnusableKeyReason = keyof typeof messageByUnusableKeyReason;

/** A key of a set that no token can be verified with. */
export interface UnusableKey {
  /** Absent where the key has none that is a text. */
  readonly kid?: string;
  readonly reason: UnusableKeyReason;
}

/** A sentence that names the key, as far as it has a name, and says why it cannot be used; fit for a terminal. */
export function describeUnusableKey({ kid, reason }: UnusableKey): string {
  const key = kid === undefined ? "a key without a `kid`" : `the key \`${shown(kid)}\``;
  return `${key} cannot be used: ${messageByUnusableKeyReason[reason]}`;
}

/** Tells whether the set would be better without the key, or with another: keys for other uses stand in most sets. */
export function isFaultyKey({ reason }: UnusableKey): boolean {
  return reason !== "other_use" && reason !== "unsupported";
}

const maxShownCharacters = 128;

/** The beginning of an id, whose author is somebody else. */
function shown(kid: string): string {
  const characters = [...kid];
  const beginning = visible(characters.slice(0, maxShownCharacters).join(""));
  return characters.length > maxShownCharacters ? `${beginning}…` : beginning;
}
