/** Every way in which data can make an evaluation fail, by its stable code. */
export const evaluationCodes = {
  "evaluation-limit": "more steps than one evaluation has, or a longer string, list or value than the language allows",
  "wrong-kind": "a function or an operator got a value of a kind that it does not take",
  "required-missing": "`required` got no value",
  "not-json":
    "a value that is compared or emitted is not JSON: a function, a symbol, a BigInt, a number that is not finite, an instance of a class, or nested too deep, as a cycle is",
  "not-finite": "the result is a number that is not finite",
  "not-convertible": "a string or a number that cannot be converted as asked",
  "unreadable-data": "reading the data threw: a getter or a proxy of the caller's",
} as const;

export type EvaluationCode = keyof typeof evaluationCodes;

/**
 * Ends an evaluation: thrown by what works on values, caught where the claim and the place are known, never seen by a
 * caller of the language. The message never holds a value.
 */
export class EvaluationFailure extends Error {
  readonly code: EvaluationCode;

  constructor(code: EvaluationCode, message: string) {
    super(message);
    this.code = code;
  }
}
