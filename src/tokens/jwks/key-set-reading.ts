import type { TrustedKey } from "../public-keys/trusted-key.ts";
import type { KeySetFault } from "./key-set-fault.ts";
import type { UnusableKey } from "./unusable-key.ts";

/** The keys of a set. */
export interface KeySet {
  /** Those that tokens can be verified with, maybe none, in their order. */
  readonly keys: readonly TrustedKey[];
  /** The others, in theirs. */
  readonly unusable: readonly UnusableKey[];
}

/** The keys of a set, or why the set cannot be had. */
export type KeySetReading = ({ readonly ok: true } & KeySet) | { readonly ok: false; readonly fault: KeySetFault };
