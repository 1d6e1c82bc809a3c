import { describeKinds, describeType } from "./check/describe-type.ts";
import { invariant } from "./invariant.ts";
import { isJsonList, type Json, type JsonObject } from "./json.ts";
import { fromJsonSchema } from "./vocabulary/json-schema/from-json-schema.ts";
import type { Kind, Type } from "./vocabulary/type.ts";
import { accepts, kindsOf } from "./vocabulary/types/index.ts";

/** A type that values must have, with words for it. */
export interface Expectation {
  readonly type: Type;
  /** In words, as `describeExpected` says it. */
  readonly words: string;
  /** The kind of a value that is something else, as `misfitKind` says it. */
  misfit(value: Json): string | undefined;
}

/** The expectation of values that fit a JSON Schema, which must be one that can be read. */
export function expectationOf(schema: JsonObject): Expectation {
  const { type, problems } = fromJsonSchema(schema);
  invariant(problems.length === 0, "the schema of an expectation can be read");
  return { type, words: describeExpected(type), misfit: (value) => misfitKind(type, value) };
}

/** Kinds by what a message calls several values of it. */
const pluralByKind: Readonly<Record<Kind, string>> = {
  null: "nulls",
  boolean: "booleans",
  number: "numbers",
  string: "strings",
  list: "lists",
  object: "objects",
};

/** A type that a value must have, in words: `a list of strings`, `true`. */
export function describeExpected(type: Type): string {
  const [atom, ...others] = type.atoms;
  if (atom === undefined || others.length > 0) return describeType(type);
  if (atom.kind === "any") return "a value";
  if (atom.kind === "boolean" && atom.values.length === 1) return `\`${atom.values[0]}\``;
  if (atom.kind !== "list") return describeType(type);
  const [items, ...more] = [...kindsOf(atom.items)];
  return items === undefined || more.length > 0 ? "a list" : `a list of ${pluralByKind[items]}`;
}

/** The kind of a value that does not have a type, in words: nothing else of it than which boolean it is; `undefined` of one that has it. */
export function misfitKind(type: Type, value: Json): string | undefined {
  if (accepts(type, value)) return undefined;
  const kind = kindOf(value);
  if (!kindsOf(type).has(kind)) return describeKinds([kind]);
  if (isJsonList(value)) {
    const [list] = type.atoms.filter((atom) => atom.kind === "list");
    const stranger = list && value.find((element) => !accepts(list.items, element));
    if (stranger !== undefined) return `a list with ${describeKinds([kindOf(stranger)])} in it`;
  }
  if (typeof value === "boolean") return `\`${value}\``;
  return `${describeKinds([kind])} of another form`;
}

function kindOf(value: Json): Kind {
  if (value === null) return "null";
  if (isJsonList(value)) return "list";
  const type = typeof value;
  return type === "boolean" || type === "number" || type === "string" ? type : "object";
}
