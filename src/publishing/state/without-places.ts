import { pointerTo, pointerTokens } from "../../language/json-pointer.ts";

/** What is left of a value when places were taken out of it. */
export interface Remainder {
  readonly value: unknown;
  /** The JSON Pointer that a place of the remainder had in the value. */
  readonly placeBefore: (pointer: string) => string;
}

/** The places to take out: by key or index, `undefined` for one that goes as a whole. */
type PlaceTree = Map<string, PlaceTree | undefined>;

/** Takes what stands at JSON Pointers out of a value, which stays as it is. Nothing is left where one is the whole value. */
export function withoutPlaces(value: unknown, pointers: readonly string[]): Remainder {
  const indexesByList = new Map<string, readonly number[]>();
  const copy = (from: unknown, tree: PlaceTree, pointer: string): unknown => {
    if (typeof from !== "object" || from === null) return from;
    const isList = Array.isArray(from);
    const members = isList ? [...from.entries()].map(([index, member]) => [`${index}`, member]) : Object.entries(from);
    const kept = members.filter(([key]) => !(tree.has(key) && tree.get(key) === undefined));
    if (isList)
      indexesByList.set(
        pointer,
        kept.map(([key]) => Number(key)),
      );
    const copied = kept.map(([key, member], index): [string, unknown] => {
      const below = tree.get(key);
      return [key, below === undefined ? member : copy(member, below, pointerTo(pointer, isList ? index : key))];
    });
    return isList ? copied.map(([, member]) => member) : Object.fromEntries(copied);
  };
  const placeBefore = (pointer: string): string => {
    let at = "";
    let before = "";
    for (const token of pointerTokens(pointer)) {
      before = pointerTo(before, indexesByList.get(at)?.[Number(token)] ?? token);
      at = pointerTo(at, token);
    }
    return before;
  };
  return { value: pointers.includes("") ? undefined : copy(value, treeOf(pointers), ""), placeBefore };
}

function treeOf(pointers: readonly string[]): PlaceTree {
  const root: PlaceTree = new Map();
  for (const pointer of pointers) {
    const tokens = [...pointerTokens(pointer)];
    const last = tokens.pop() ?? "";
    let at: PlaceTree | undefined = root;
    for (const token of tokens) {
      // What goes as a whole takes everything in it along.
      if (at.has(token) && at.get(token) === undefined) {
        at = undefined;
        break;
      }
      const below: PlaceTree = at.get(token) ?? new Map();
      at.set(token, below);
      at = below;
    }
    at?.set(last, undefined);
  }
  return root;
}
