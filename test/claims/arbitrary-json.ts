import fc from "fast-check";
import type { Json, JsonObject } from "../../src/language/json.ts";

/** Few keys, so that targets and patches meet; awkward ones among them. */
const key = fc.constantFrom("a", "b", "c", "2", "1", "", "__proto__", "constructor", "toString", "\ud800", "😀");

const scalar = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom("\ud800", "\udc00\ud800", '\u0000\u001f"\\', "é", "￿"),
);

const tree = fc.letrec<{ json: Json; object: JsonObject }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    scalar,
    fc.array(tie("json"), { maxLength: 3 }),
    tie("object"),
    tie("object"),
  ),
  object: fc
    .uniqueArray(fc.tuple(key, tie("json")), { maxLength: 4, selector: ([name]) => name })
    .map((entries) => Object.fromEntries(entries)),
}));

/** Any JSON value, small, with nulls, lone surrogates and keys such as `__proto__`. */
export const arbitraryJson: fc.Arbitrary<Json> = tree.json;

/** Any JSON object of the same kind. */
export const arbitraryObject: fc.Arbitrary<JsonObject> = tree.object;

/** So many levels of lists, or of objects, with an empty one inside; without recursion. */
export function nested(levels: number, kind: "list" | "object"): Json {
  let value: Json = kind === "list" ? [] : {};
  for (let level = 1; level < levels; level++) value = kind === "list" ? [value] : { a: value };
  return value;
}
