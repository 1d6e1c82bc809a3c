import type { Type } from "./type.ts";
import { anyObject, type Vocabulary } from "./vocabulary.ts";

/** The one root of what a profile says of its issuer's tokens: the claims of the token. */
export const tokenRoot = "token";

/** The vocabulary of a profile's expressions: any claim, or those of the type that a schema gives the token. */
export function tokenVocabulary(type?: Type): Vocabulary {
  const freeRoot = { name: tokenRoot, type: type ?? anyObject, bounded: type !== undefined };
  return { vertical: undefined, roots: new Map([[tokenRoot, new Map()]]), policy: undefined, freeRoot };
}
