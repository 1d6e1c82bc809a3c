import * as limits from "../limits.ts";
import type { Type } from "../type.ts";
import { isNever } from "../types/basic-types.ts";
import { clampBytes } from "../types/clamp-bytes.ts";
import { type SchemaProblem, SchemaProblems } from "./schema-problem.ts";
import { SchemaReader } from "./schema-reader.ts";

export type { SchemaProblem };

/** A schema as a type. */
export interface SchemaType {
  /** Every value that fits the schema, and the bound, has this type. */
  readonly type: Type;
  /** The schema as a whole has `x-user-writable`. */
  readonly userWritable: boolean;
  /** Why the type is wider than the schema, and what is wrong with the schema. */
  readonly problems: readonly SchemaProblem[];
}

/** How large a schema, and what fits it, may be. */
export interface SchemaBounds {
  /** UTF-8 bytes of the JSON text of the data; any number unless given. */
  readonly greatestBytes?: number;
  /** Schemas that are read; those beyond count as anything, and a problem says so. */
  readonly maxSchemas?: number;
}

/**
 * The type of the data that fits a JSON Schema (draft 2020-12) and whose JSON text is at most `greatestBytes` long.
 *
 * Keywords mean what JSON Schema says, but for access: an object schema that does not write `additionalProperties`
 * is not open, so that a template cannot read what it does not declare; data may still have more.
 * Takes any value as a schema, of any size and depth, and never throws.
 */
export function fromJsonSchema(
  schema: unknown,
  { greatestBytes = Infinity, maxSchemas = limits.maxSchemas }: SchemaBounds = {},
): SchemaType {
  const problems = new SchemaProblems();
  const { type, userWritable } = new SchemaReader(problems, maxSchemas).readRoot(schema);
  const clamped = clampBytes(type, greatestBytes);
  if (isNever(clamped)) problems.add("invalid", "", "no value fits this schema");
  return { type: clamped, userWritable, problems: problems.list() };
}
