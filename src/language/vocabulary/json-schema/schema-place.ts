import { type ReferenceTarget, resourceOf, type SchemaResource } from "./resolve-reference.ts";
import type { SchemaObject } from "./schema-object.ts";

/** The place of a reader in a schema, and its way there. */
export interface SchemaPlace {
  /** JSON Pointer (RFC 6901) from the root. */
  readonly pointer: string;
  /** Schemas around this one, whether by nesting or by reference. */
  readonly depth: number;
  /** What references here resolve against. */
  readonly resource: SchemaResource;
  /** Whether a reference that leads back to itself has been followed on the way. */
  readonly isInsideRecursion: boolean;
  /** The schemas around this one. */
  readonly around: Around | undefined;
}

interface Around {
  readonly schema: SchemaObject;
  readonly next: Around | undefined;
}

/** The place of the whole schema. */
export function rootPlace(schema: unknown): SchemaPlace {
  return { pointer: "", depth: 0, resource: { schema, pointer: "" }, isInsideRecursion: false, around: undefined };
}

/** The place of a schema inside the schema at a place. */
export function placeInside(place: SchemaPlace, schema: SchemaObject, pointer: string): SchemaPlace {
  // Written out: there is one for each of thousands of properties.
  return {
    pointer,
    depth: place.depth + 1,
    resource: resourceOf(schema, place.pointer, place.resource),
    isInsideRecursion: place.isInsideRecursion,
    around: { schema, next: place.around },
  };
}

/** Tells whether a schema is one of those around the place, so that reading it again would go on for ever. */
export function isAround(place: SchemaPlace, schema: unknown): boolean {
  for (let around = place.around; around !== undefined; around = around.next) {
    if (around.schema === schema) return true;
  }
  return false;
}

/** The place of what a reference inside the schema of a place leads to. */
export function placeOfTarget(inside: SchemaPlace, target: ReferenceTarget): SchemaPlace {
  const isInsideRecursion = inside.isInsideRecursion || isAround(inside, target.schema);
  return { ...inside, pointer: target.pointer, resource: target.resource, isInsideRecursion };
}
