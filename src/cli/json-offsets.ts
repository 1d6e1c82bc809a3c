import { pointerTokens } from "../language/json-pointer.ts";
import { scanJson } from "./json-scanner.ts";

/** A value that pointers lead through; to it leads `pointer`, if one does. */
interface Wanted {
  pointer?: string;
  readonly members: Map<string, Wanted>;
}

/**
 * The offsets of the values of JSON Pointers (RFC 6901) in a JSON text, as far as they are there, in UTF-16 code units: at
 * the key, or the value itself in a list. The text is read once, however many there are.
 */
export function jsonOffsets(text: string, pointers: Iterable<string>): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  const root: Wanted = { members: new Map() };
  for (const pointer of pointers) wantedAt(root, pointer).pointer = pointer;
  const around: (Wanted | undefined)[] = [];
  scanJson(text, (path, offset) => {
    const last = path.at(-1);
    const value = last === undefined ? root : around[path.length - 1]?.members.get(last.segment);
    // The last of several equal keys is the one that counts.
    if (value?.pointer !== undefined) offsets.set(value.pointer, offset);
    around[path.length] = value;
  });
  return offsets;
}

function wantedAt(root: Wanted, pointer: string): Wanted {
  let value = root;
  for (const token of pointerTokens(pointer)) {
    const inside = value.members.get(token) ?? { members: new Map() };
    value.members.set(token, inside);
    value = inside;
  }
  return value;
}
