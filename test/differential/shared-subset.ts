import { type Expression, operandsOf } from "./expression.ts";

/*
 * The subset of the expression language that is CEL, and that the other implementation has too. What it names is what
 * the generator makes; the test asks that each of it was compared.
 */

/** The binary operators. `!`, `?:`, `.name` and `[…]` are in the subset too. */
export const operators = ["||", "&&", "==", "!=", "<", "<=", ">", ">=", "in", "+"] as const;
export type Operator = (typeof operators)[number];

/** The methods of strings and lists whose arguments are plain values. */
export const methods = [
  "size",
  "contains",
  "startsWith",
  "endsWith",
  "matches",
  "lowerAscii",
  "upperAscii",
  "trim",
  "split",
  "substring",
  "join",
] as const;
export type Method = (typeof methods)[number];

/** The macros, over lists and over the keys of objects. */
export const macros = ["filter", "map", "exists", "all", "exists_one"] as const;
export type SharedMacro = (typeof macros)[number];

/** The functions that are called by their name alone. */
export const globals = ["has", "size", "string", "double", "int", "bool"] as const;
export type SharedGlobal = (typeof globals)[number];

/** Literals, and what has a spelling of its own. */
export const forms = [
  "boolean",
  "number",
  "string",
  "null",
  "list",
  "name",
  "select",
  "element",
  "member",
  "not",
  "conditional",
  "group",
] as const;

/** Everything that the subset names, each once. */
export const sharedSubset: readonly string[] = [
  ...operators,
  ...methods.map((name) => `.${name}()`),
  ...macros.map((name) => `.${name}(x, …)`),
  ...globals.map((name) => `${name}()`),
  ...forms,
];

/** What of the subset an expression uses, each once. */
export function partsOf(expression: Expression): ReadonlySet<string> {
  const parts = new Set<string>();
  const pending = [expression];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    parts.add(partOf(next));
    pending.push(...operandsOf(next));
  }
  return parts;
}

function partOf(expression: Expression): string {
  switch (expression.kind) {
    case "binary":
      return expression.sign;
    case "method":
      return `.${expression.name}()`;
    case "macro":
      return `.${expression.name}(x, …)`;
    case "global":
      return `${expression.name}()`;
    default:
      return expression.kind;
  }
}
