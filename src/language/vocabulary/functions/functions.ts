import type { FunctionDefinition } from "./function-definition.ts";
import { listFunctions, objectFunctions } from "./list-functions.ts";
import { stringFunctions } from "./string-functions.ts";

export type { FunctionDefinition, Parameter, ParameterKind } from "./function-definition.ts";

/** Every method whose arguments are plain values. */
export const functionDefinitions: readonly FunctionDefinition[] = [
  ...stringFunctions,
  ...listFunctions,
  ...objectFunctions,
];

const definitionsByName = new Map<string, FunctionDefinition[]>();
for (const definition of functionDefinitions) {
  const same = definitionsByName.get(definition.name);
  if (same === undefined) definitionsByName.set(definition.name, [definition]);
  else same.push(definition);
}

/** The methods of a name, one for each kind of receiver that has it. */
export function methodsNamed(name: string): readonly FunctionDefinition[] {
  return definitionsByName.get(name) ?? [];
}

/** The macros: methods of lists and objects that take a name and an expression over it. */
export const macroSummaries = {
  filter: "the elements for which the condition holds",
  map: "what the expression gives for each element, without nulls",
  exists: "whether the condition holds for an element",
  all: "whether the condition holds for every element",
  exists_one: "whether the condition holds for exactly one element",
} as const;

/** The functions that are called by their name alone. */
export const globalSummaries = {
  has: "whether a path leads to a value",
  string: "the value as a string",
  double: "the value as a number",
  int: "the value as a whole number, truncated",
  bool: "the value as a boolean",
  size: "the size of a string, a list or an object",
  required: "the value, or the end of the evaluation if it is null",
} as const;

/** The methods of strings whose argument is a pattern, which is compiled with the template. */
export const patternSummaries = {
  matches: "whether the pattern, in RE2's syntax, matches anywhere in it",
} as const;

/** The names of all methods, macros included. */
export const methodNames: readonly string[] = [
  ...new Set([...definitionsByName.keys(), ...Object.keys(patternSummaries), ...Object.keys(macroSummaries)]),
];

/** The names of all global functions. */
export const globalNames: readonly string[] = Object.keys(globalSummaries);

/** Tells whether the name is that of a function of any sort: no variable may have it. */
export function isFunctionName(name: string): boolean {
  return methodNames.includes(name) || globalNames.includes(name);
}
