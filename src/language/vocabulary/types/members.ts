import type { Type } from "../type.ts";
import { anyType, never, nullable } from "./basic-types.ts";
import { clampBytes } from "./clamp-bytes.ts";
import { union } from "./union.ts";

/** The values that the members of the objects among the values can have; `never` if there are none. */
export function membersOf(type: Type): Type {
  return union(
    ...type.atoms.map((atom) => {
      if (atom.kind === "any") return nullable(anyType(atom.greatestBytes - '{"":}'.length));
      if (atom.kind !== "object") return never;
      const members = [...atom.properties.values()].map((property) => property.type);
      return clampBytes(union(...members, atom.additional), atom.greatestBytes - '{"":}'.length);
    }),
  );
}
