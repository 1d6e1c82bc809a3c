import type { Type } from "../type.ts";

/** Bounds of a JSON text in UTF-8 bytes; `greatest` is `Infinity` where nothing bounds it. */
export interface ByteBounds {
  readonly least: number;
  readonly greatest: number;
}

/** Bounds of the minified JSON text of every value of the type; both 0 for `never`. */
export function byteBounds(type: Type): ByteBounds {
  let least = Infinity;
  let greatest = 0;
  for (const atom of type.atoms) {
    least = Math.min(least, atom.leastBytes);
    greatest = Math.max(greatest, atom.greatestBytes);
  }
  return { least: type.atoms.length === 0 ? 0 : least, greatest };
}

/** `count * bytes`, where nothing taken infinitely often and no times something unbounded are both 0. */
export function times(count: number, bytes: number): number {
  return count === 0 || bytes === 0 ? 0 : count * bytes;
}
