import fc from "fast-check";
import type { Json } from "../../../src/language/json.ts";
import { pointerTo } from "../../../src/language/json-pointer.ts";
import { changed } from "./states.ts";

/** JSON Pointers of all values in a value, without its own. */
export function pointersIn(value: Json, base = ""): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const pointer = pointerTo(base, key);
    return [pointer, ...pointersIn(member, pointer)];
  });
}

/** What stands in a state where something else should; some of it is right somewhere. */
const values: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom(undefined, null, true, false, 0, -1, 1.5, 1e300, "", "x", "./missing", "b2b", "PEM", "JWK", "editor"),
  fc.constantFrom<Json[]>([], {}, [""], ["editor"], { x: 1 }, [{}], { name: "x" }),
  fc.json({ maxDepth: 2 }).map((text): Json => JSON.parse(text)),
);

/** A state with one or two values in the place of others, taken away, or added under a name that may be unknown. */
export function arbitraryMistake(state: Json): fc.Arbitrary<Json> {
  const places = pointersIn(state);
  const place = fc.oneof(
    fc.constantFrom(...places),
    fc
      .tuple(fc.constantFrom(...places), fc.constantFrom("name", "roles", "x", "__proto__", "description", "members"))
      .map(([pointer, key]) => pointerTo(pointer, key)),
  );
  return fc
    .array(fc.tuple(place, values), { minLength: 1, maxLength: 2 })
    .map((mistakes) => mistakes.reduce<Json>((value, [pointer, to]) => changed(value, pointer, to), state));
}
