import { maxDataDepth } from "../vocabulary/limits.ts";
import { EvaluationFailure } from "./failure.ts";

/** The failure for a value of the kind `foreign`: `not-json`, naming what sort of thing it is. */
export function foreignValue(value: unknown): EvaluationFailure {
  return new EvaluationFailure("not-json", `the value is not JSON: it is or holds ${sortOf(value)}`);
}

/** Fails with `not-json` if objects and lists nest deeper than data may; `depth` is 1 for the outermost of them. */
export function checkDepth(depth: number): void {
  if (depth > maxDataDepth) {
    throw new EvaluationFailure("not-json", `the value refers to itself or nests deeper than ${maxDataDepth}`);
  }
}

function sortOf(value: unknown): string {
  switch (typeof value) {
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    case "bigint":
      return "a BigInt";
    case "number":
      return "a number that is not finite";
    default:
      return "an instance of a class";
  }
}
