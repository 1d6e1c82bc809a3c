import { didYouMean } from "../../language/diagnostics/index.ts";
import { pointerTo } from "../../language/json-pointer.ts";
import { type DeclaredState, declaredState } from "./declared-state.ts";
import type { StateProblem } from "./state-problem.ts";

/** The part of JSON Schema that the schema of a state is written in. */
interface Shape {
  readonly type?: TypeName | readonly TypeName[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** A schema for the fields that are not named, or false where there is none. */
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
}

/** As plain JSON, that is as it is published. */
const root: Shape = JSON.parse(JSON.stringify(declaredState));
const maxProblems = 100;

/** A declared state, or what is wrong with it. */
export type StateValidation =
  | { readonly ok: true; readonly state: DeclaredState }
  | { readonly ok: false; readonly problems: readonly StateProblem[] };

/** Reads a parsed declared state, or names every field that is not as its schema says: the first 100 of them. */
export function validateState(value: unknown): StateValidation {
  const problems: StateProblem[] = [];
  check(root, value, "", problems);
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, maxProblems) };
  return { ok: true, state: value as DeclaredState };
}

/** Goes as deep as the schema, whatever the depth of the value. */
function check(shape: Shape, value: unknown, pointer: string, problems: StateProblem[]): void {
  const report = (code: string, message: string, help?: string) => {
    problems.push({ code, pointer, message, ...(help === undefined ? {} : { help }) });
  };
  const types = typeof shape.type === "string" ? [shape.type] : (shape.type ?? []);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    report("wrong_type", `this must be ${listed(types.map((type) => nounByType[type]))}`);
  } else if (shape.enum !== undefined && !shape.enum.includes(value)) {
    const words = shape.enum.map(String);
    const help = typeof value === "string" ? didYouMean(value, words) : undefined;
    report("unknown_value", `this must be ${listed(words.map((word) => `\`${word}\``))}`, help);
  } else if (typeof value === "string") {
    const length = [...value].length;
    const { minLength = 0, maxLength = Infinity, pattern } = shape;
    if (length < minLength) report("too_short", `this must have at least ${minLength} characters`);
    if (length > maxLength) report("too_long", `this must have at most ${maxLength} characters`);
    if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) {
      report("wrong_form", `this must match the pattern \`${pattern}\``);
    }
  } else if (Array.isArray(value)) {
    const { maxItems = Infinity } = shape;
    if (value.length > maxItems) report("too_many", `this must have at most ${maxItems} elements`);
    if (shape.items === undefined || value.length > maxItems) return;
    for (const [index, element] of value.entries()) check(shape.items, element, pointerTo(pointer, index), problems);
  } else if (typeof value === "object" && value !== null) checkFields(shape, { ...value }, pointer, problems);
}

function checkFields(
  { properties = {}, required = [], additionalProperties = true }: Shape,
  fields: Readonly<Record<string, unknown>>,
  pointer: string,
  problems: StateProblem[],
): void {
  for (const name of required) {
    if (Object.hasOwn(fields, name)) continue;
    problems.push({ code: "missing_field", pointer, message: `\`${name}\` is missing` });
  }
  const known = Object.keys(properties);
  for (const [name, value] of Object.entries(fields)) {
    const at = pointerTo(pointer, name);
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property !== undefined) check(property, value, at, problems);
    else if (typeof additionalProperties === "object") check(additionalProperties, value, at, problems);
    else if (!additionalProperties) {
      const help = didYouMean(name, known);
      const message = `unknown field \`${name}\``;
      problems.push({ code: "unknown_field", pointer: at, message, ...(help === undefined ? {} : { help }) });
    }
  }
}

const nounByType = {
  string: "a string",
  boolean: "true or false",
  integer: "a whole number",
  array: "a list",
  object: "an object",
  null: "null",
} as const;

type TypeName = keyof typeof nounByType;

function isOfType(value: unknown, type: TypeName): boolean {
  if (value === null) return type === "null";
  if (Array.isArray(value)) return type === "array";
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
