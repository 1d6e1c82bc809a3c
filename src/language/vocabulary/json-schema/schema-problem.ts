/**
 * A thing that the type made of a schema does not tell, or that is wrong with the schema:
 * `unread-keyword`: a keyword that constrains data, which the type ignores;
 * `recursive`: a `$ref` that leads back to itself, followed once;
 * `invalid`: what JSON Schema does not allow here, or what is too large to read.
 * In each case the type is wider than the schema, never narrower.
 */
export interface SchemaProblem {
  readonly kind: "unread-keyword" | "recursive" | "invalid";
  /** JSON Pointer (RFC 6901) into the schema. */
  readonly pointer: string;
  /** One sentence, lower-case start, no final period. */
  readonly message: string;
}

/** Gathers problems, each once however often its place is read. */
export class SchemaProblems {
  readonly #byKey = new Map<string, SchemaProblem>();

  add(kind: SchemaProblem["kind"], pointer: string, message: string): void {
    this.#byKey.set(`${pointer}\n${message}`, { kind, pointer, message });
  }

  list(): readonly SchemaProblem[] {
    return [...this.#byKey.values()];
  }
}
