import { stringBytes } from "../../json-bytes.ts";
import type { Atom, StringAtom, Type } from "../type.ts";
import { booleanType, never } from "./basic-types.ts";
import { greatestItemsWithin } from "./list-type.ts";
import { numberType } from "./number-type.ts";
import { stringType } from "./string-type.ts";

/**
 * The type of those values whose JSON text is at most `greatest` bytes long.
 * Only the atoms of this type learn the bound; selecting from them passes it on.
 */
export function clampBytes(type: Type, greatest: number): Type {
  if (type.atoms.every((atom) => atom.greatestBytes <= greatest)) return type;
  return { atoms: type.atoms.flatMap((atom) => (atom.greatestBytes <= greatest ? [atom] : clampAtom(atom, greatest))) };
}

function clampAtom(atom: Atom, greatest: number): readonly Atom[] {
  if (atom.leastBytes > greatest) return [];
  switch (atom.kind) {
    case "boolean":
      return booleanType(atom.values.filter((value) => String(value).length <= greatest)).atoms;
    case "number":
      if (atom.values === undefined) return [{ ...atom, greatestBytes: greatest }];
      return numberType({ values: atom.values.filter((value) => String(value).length <= greatest) }).atoms;
    case "string":
      return clampString(atom, greatest);
    case "list": {
      const greatestItems = Math.min(atom.greatestItems, greatestItemsWithin(atom.prefix, atom.items, greatest));
      const prefix = atom.prefix.slice(0, greatestItems);
      const items = greatestItems > atom.prefix.length ? atom.items : never;
      return [{ ...atom, prefix, items, greatestItems, greatestBytes: greatest }];
    }
    case "null":
    case "object":
    case "any":
      return [{ ...atom, greatestBytes: greatest }];
  }
}

function clampString(atom: StringAtom, greatest: number): readonly Atom[] {
  if (atom.values === undefined) {
    return [{ ...atom, greatestLength: Math.min(atom.greatestLength, greatest - 2), greatestBytes: greatest }];
  }
  return stringType({ values: atom.values.filter((value) => stringBytes(value) <= greatest) }).atoms;
}
