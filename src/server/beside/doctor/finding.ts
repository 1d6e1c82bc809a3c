/** The thing that was looked at. */
export type CheckName =
  | "store"
  | "clock"
  | "master key"
  | "signing keys"
  | "issuer"
  | "configuration"
  | "profile"
  | "key set";

/** The outcome of looking at one thing. */
export interface Finding {
  readonly check: CheckName;
  /** Absent where it is about the whole store. */
  readonly projectId?: string;
  /** The name of the trusted token profile that it is about, or whose key set it is. */
  readonly profile?: string;
  /** `warning`: it serves, and something is to be done. `failed`: requests fail, or will. */
  readonly status: "ok" | "warning" | "failed";
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
  readonly help?: string;
}
