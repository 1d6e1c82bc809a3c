import type { Kind, Type } from "../type.ts";
import { nullable } from "./basic-types.ts";
import { union } from "./union.ts";

/** The outcome of selecting a member of a value. */
export interface Selection {
  /** With null wherever the member may be missing. */
  readonly type: Type;
  /** Some receiver could have had such a member but is known not to, and no other receiver can have it. */
  readonly undeclared: boolean;
  /** Kinds of receivers that have no members of this sort. */
  readonly notSelectable: readonly Kind[];
  /** A user can write the member itself. Whoever selects on joins this over the whole path. */
  readonly userWritable: boolean;
}

/** The contribution of one atom of the receiver: a member, none for want of a declaration, or none for its kind. */
export type Contribution =
  | { readonly kind: "member"; readonly type: Type; readonly mayBeMissing: boolean; readonly userWritable: boolean }
  | { readonly kind: "undeclared"; readonly type?: Type }
  | { readonly kind: "not-selectable"; readonly of: Kind }
  | { readonly kind: "null" };

/** Puts together what the atoms of a receiver contribute. */
export function selectionOf(contributions: readonly Contribution[]): Selection {
  const types: Type[] = [];
  const notSelectable = new Set<Kind>();
  let mayBeMissing = false;
  let userWritable = false;
  let hasMember = false;
  let hasUndeclared = false;
  for (const contribution of contributions) {
    switch (contribution.kind) {
      case "member":
        types.push(contribution.type);
        hasMember = true;
        mayBeMissing ||= contribution.mayBeMissing;
        userWritable ||= contribution.userWritable;
        break;
      case "undeclared":
        if (contribution.type !== undefined) types.push(contribution.type);
        hasUndeclared = true;
        mayBeMissing = true;
        break;
      case "not-selectable":
        notSelectable.add(contribution.of);
        mayBeMissing = true;
        break;
      case "null":
        mayBeMissing = true;
        break;
    }
  }
  const type = union(...types);
  return {
    type: mayBeMissing ? nullable(type) : type,
    undeclared: hasUndeclared && !hasMember,
    notSelectable: [...notSelectable],
    userWritable,
  };
}
