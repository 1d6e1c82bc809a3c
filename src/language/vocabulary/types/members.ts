import type { ObjectAtom, Type } from "../type.ts";
import { anyType, never, nullable } from "./basic-types.ts";
import { clampBytes } from "./clamp-bytes.ts";
import { oncePer } from "./once-per.ts";
import { union, unionOf } from "./union.ts";

/** The values that the members of the objects among the values can have; `never` if there are none. */
export function membersOf(type: Type): Type {
  return union(
    ...type.atoms.map((atom) => {
      if (atom.kind === "any") return nullable(anyType(atom.greatestBytes - '{"":}'.length));
      return atom.kind === "object" ? membersOfObject(atom) : never;
    }),
  );
}

function membersOfObject({ properties, additional, greatestBytes }: ObjectAtom): Type {
  return clampBytes(union(declaredMembers(properties), additional), greatestBytes - '{"":}'.length);
}

const declaredMembers = oncePer(
  (properties: ObjectAtom["properties"]): Type => unionOf([...properties.values()].map(({ type }) => type)),
);
