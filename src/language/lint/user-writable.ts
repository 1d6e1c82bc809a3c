import type { CheckedExpression } from "../check/checked-tree.ts";
import type { ObjectAtom, Type } from "../vocabulary/type.ts";
import { oncePer, selectProperty } from "../vocabulary/types/index.ts";

/**
 * Tells whether a user can write what an expression leads to, or a part of it. What takes it apart by itself, `parent`, reads
 * no more than the part that it selects.
 */
export function readsUserWritable(node: CheckedExpression, parent: CheckedExpression | undefined): boolean {
  switch (node.kind) {
    case "path":
      if (node.userWritable) return true;
      break;
    case "select":
      if (selectProperty(node.receiver.type, node.name).userWritable) return true;
      break;
    case "index":
      if (node.receiver.type.atoms.some((atom) => atom.kind === "object" && hasUserWritable(atom))) return true;
      break;
    case "variable":
      break;
    default:
      return false;
  }
  return !isTakenApart(node, parent) && holdsUserWritable(node.type);
}

function isTakenApart(node: CheckedExpression, parent: CheckedExpression | undefined): boolean {
  switch (parent?.kind) {
    case "select":
    case "index":
    case "macro":
      return parent.receiver === node;
    case "has":
    case "null-test":
      return true;
    default:
      return false;
  }
}

function hasUserWritable({ properties, additionalUserWritable }: ObjectAtom): boolean {
  return additionalUserWritable || declaresUserWritable(properties);
}

const declaresUserWritable = oncePer((properties: ObjectAtom["properties"]): boolean =>
  [...properties.values()].some(({ userWritable }) => userWritable),
);

const holdsUserWritable = oncePer((type: Type): boolean => {
  const pending: Type[] = [type];
  // A schema may use one part in many places.
  const seen = new Set<Type>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const atom of next.atoms) {
      if (atom.kind === "list") pending.push(...atom.prefix, atom.items);
      if (atom.kind !== "object") continue;
      if (hasUserWritable(atom)) return true;
      pending.push(atom.additional);
      for (const property of atom.properties.values()) pending.push(property.type);
    }
  }
  return false;
});
