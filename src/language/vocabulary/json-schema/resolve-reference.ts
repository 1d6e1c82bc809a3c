import { isJsonObject } from "../../json.ts";
import { pointerTo, pointerTokens } from "../../json-pointer.ts";
import { ownValue } from "./schema-object.ts";

/** The resource that references resolve against: the root, or a schema with an `$id` of its own (JSON Schema 2020-12 core §8.2.1). */
export interface SchemaResource {
  readonly schema: unknown;
  /** JSON Pointer from the root to it. */
  readonly pointer: string;
}

/** The target of a reference. */
export interface ReferenceTarget {
  readonly schema: unknown;
  readonly pointer: string;
  readonly resource: SchemaResource;
}

/**
 * Follows a local reference: `#`, or `#` and a JSON Pointer, percent-encoded as in URI fragments (RFC 6901 §6).
 * `undefined` if it is another sort of reference, or leads nowhere.
 */
export function resolveReference(reference: string, resource: SchemaResource): ReferenceTarget | undefined {
  const tokens = readFragment(reference);
  if (tokens === undefined) return undefined;
  let target: ReferenceTarget = { ...resource, resource };
  for (const token of tokens) {
    const schema = step(target.schema, token);
    if (schema === undefined) return undefined;
    const pointer = pointerTo(target.pointer, token);
    target = { schema, pointer, resource: resourceOf(schema, pointer, target.resource) };
  }
  return target;
}

/** The resource that the references inside a schema resolve against. */
export function resourceOf(schema: unknown, pointer: string, outer: SchemaResource): SchemaResource {
  const startsResource = isJsonObject(schema) && typeof ownValue(schema, "$id") === "string";
  return startsResource ? { schema, pointer } : outer;
}

function readFragment(reference: string): readonly string[] | undefined {
  if (reference === "#") return [];
  if (!reference.startsWith("#/")) return undefined;
  const pointer = decode(reference.slice("#".length));
  if (pointer === undefined || /~(?![01])/.test(pointer)) return undefined;
  return pointerTokens(pointer);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function step(schema: unknown, token: string): unknown {
  if (Array.isArray(schema)) return /^(?:0|[1-9][0-9]*)$/.test(token) ? schema[Number(token)] : undefined;
  return isJsonObject(schema) ? ownValue(schema, token) : undefined;
}
