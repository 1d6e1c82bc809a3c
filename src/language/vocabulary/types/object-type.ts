import { stringBytes } from "../../json-bytes.ts";
import type { ObjectAtom, Property, Type } from "../type.ts";
import { isNever, never } from "./basic-types.ts";
import { byteBounds } from "./byte-bounds.ts";
import { oncePer } from "./once-per.ts";

/** The facts known about an object; all of it holds together. */
export interface ObjectFacts {
  readonly properties: ReadonlyMap<string, Property>;
  /** The type of what `properties` does not name; `never` if nothing else can be there. */
  readonly additional: Type;
  /** Whether a template may read what `properties` does not name; nothing is open that cannot be there. */
  readonly open: boolean;
  /** A user can write what `properties` does not name; default false. */
  readonly additionalUserWritable?: boolean;
  /** Of the JSON text, braces included. */
  readonly greatestBytes?: number;
}

/** The type of the objects that fit all of the facts; `never` if there is none. */
export function objectType(facts: ObjectFacts): Type {
  const { properties, additional, open, additionalUserWritable = false, greatestBytes: bound = Infinity } = facts;
  let least = 2;
  let greatest = isNever(additional) ? 2 : Infinity;
  let requiredCount = 0;
  let count = 0;
  for (const [key, { type, required }] of properties) {
    if (isNever(type)) {
      if (required) return never;
      continue;
    }
    const bytes = byteBounds(type);
    const beforeValue = stringBytes(key) + 1;
    count += 1;
    greatest += beforeValue + bytes.greatest;
    if (!required) continue;
    requiredCount += 1;
    least += beforeValue + bytes.least;
  }
  const leastBytes = least + Math.max(requiredCount - 1, 0);
  if (leastBytes > bound) return never;
  const atom: ObjectAtom = {
    kind: "object",
    properties,
    additional,
    additionalUserWritable,
    open: open && !isNever(additional),
    leastBytes,
    greatestBytes: Math.min(greatest + Math.max(count - 1, 0), bound),
  };
  return { atoms: [atom] };
}

/** The property that an object of the atom can have under a key, declared or not. */
export function propertyOf(atom: ObjectAtom, key: string): Property {
  return (
    atom.properties.get(key) ?? { type: atom.additional, required: false, userWritable: atom.additionalUserWritable }
  );
}

/** The least bytes of an object of the atom that has a property of this name, less the property's value. */
export function leastBytesAround(atom: ObjectAtom, key: string): number {
  const own = atom.properties.get(key);
  const ofOthers = requiredBytes(atom.properties) - (own?.required ? bytesOfProperty(key, own) : 0);
  return "{}".length + stringBytes(key) + ":".length + ofOthers;
}

/** The least bytes of all properties that must be there, a comma with each. */
const requiredBytes = oncePer((properties: ObjectAtom["properties"]): number => {
  let bytes = 0;
  for (const [key, property] of properties) if (property.required) bytes += bytesOfProperty(key, property);
  return bytes;
});

function bytesOfProperty(key: string, { type }: Property): number {
  return ",".length + stringBytes(key) + ":".length + byteBounds(type).least;
}
