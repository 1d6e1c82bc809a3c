import type { TrustedKey } from "../public-keys/trusted-key.ts";
import type { KeySetFault } from "./key-set-fault.ts";

/** The keys of a set that tokens can be verified with, maybe none; or why the set cannot be had. */
export type KeySetReading =
  | { readonly ok: true; readonly keys: readonly TrustedKey[] }
  | { readonly ok: false; readonly fault: KeySetFault };
