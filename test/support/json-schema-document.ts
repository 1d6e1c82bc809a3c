import type { Json } from "../../src/language/json.ts";

/** A JSON Schema as tests write it: the keywords that the language reads. */
export type SchemaNode = boolean | SchemaDocument;

export interface SchemaDocument {
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode;
  readonly prefixItems?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly "x-user-writable"?: boolean;
}

/** The names that `type` lists, or the one that stands in when it is not written. */
export function typeNamesOf(schema: SchemaDocument, otherwise: string): readonly string[] {
  const { type = otherwise } = schema;
  return typeof type === "string" ? [type] : type;
}

/** What a `$ref` to one of the root's definitions refers to. */
export function referredSchema(reference: string, root: SchemaDocument): SchemaNode {
  const schema = root.$defs?.[reference.slice("#/$defs/".length)];
  if (schema === undefined) throw new Error(`the test schema has no ${reference}`);
  return schema;
}
