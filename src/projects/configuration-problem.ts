import type { Diagnostic } from "../language/index.ts";
import type { JsonObject } from "../language/json.ts";

/** One thing that keeps a configuration from being saved, or that is worth knowing about it. */
export interface ConfigurationProblem {
  /** A diagnostic's code, an error type of the API, or one of this room; never changes its meaning. */
  readonly code: string;
  /** JSON Pointer (RFC 6901) of what is wrong, in the names of the API: `/policy/roles/0/role_id`. */
  readonly pointer: string;
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
  readonly help?: string;
  /** Of the template or of an expression, with its place in the text. */
  readonly diagnostic?: Diagnostic;
  /** What else is told of it where there is room, in the form of the API. */
  readonly details?: JsonObject;
  /** Keeps a configuration from being saved, and not one that was saved before from being served. */
  readonly isServable?: true;
}
