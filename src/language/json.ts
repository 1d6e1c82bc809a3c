/** A JSON value, as RFC 8259 has it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object: own, enumerable, plain properties. */
export interface JsonObject {
  readonly [key: string]: Json;
}
