import { numberLossIn } from "../language/inexact-number.ts";
import type { InputProblem } from "./input-problem.ts";

/** The problem of a JSON file that has a number which no double keeps, as requests may not have any; `undefined` for none. */
export function numberProblem(path: string, text: string): InputProblem | undefined {
  if (numberLossIn(text) === undefined) return undefined;
  return { path, message: "a number in it is too large, or a whole number of more digits than can be kept" };
}
