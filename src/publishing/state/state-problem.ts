import type { Diagnostic } from "../../language/index.ts";

/** One thing that is wrong with a declared state, or worth knowing about it. */
export interface StateProblem {
  /** A code of the state's own, of a configuration, of a diagnostic or of the API; never changes its meaning. */
  readonly code: string;
  /** JSON Pointer (RFC 6901) of the wrong value, or of what lacks a field. */
  readonly pointer: string;
  /** One sentence, lower-case start, no final period; never a secret or a claim's value. */
  readonly message: string;
  readonly help?: string;
  /** The path, as the state has it, of the file that holds what is wrong. */
  readonly file?: string;
  /** Of a template, with its place in the text. */
  readonly diagnostic?: Diagnostic;
}
