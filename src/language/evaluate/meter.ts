import { maxEvaluationSteps, maxValueLength } from "../vocabulary/limits.ts";
import { EvaluationFailure } from "./failure.ts";

/** Counts the steps of one evaluation and ends it, with `evaluation-limit`, when they are used up. */
export class Meter {
  readonly #limit: number;
  #spent = 0;

  /** @param limit in steps */
  constructor(limit: number = maxEvaluationSteps) {
    this.#limit = limit;
  }

  /** The steps charged so far; past the limit once a charge has failed. */
  get spent(): number {
    return this.#spent;
  }

  /** Charges `steps`, a whole number not below 0. To be called before the work that they stand for. */
  charge(steps: number): void {
    this.#spent += steps;
    if (this.#spent > this.#limit) {
      throw new EvaluationFailure("evaluation-limit", `the evaluation takes more than ${this.#limit} steps`);
    }
  }

  /** Refuses a string of more code units, or a list of more elements, than any value may have. Charges nothing. */
  checkLength(length: number): void {
    if (length > maxValueLength) {
      throw new EvaluationFailure("evaluation-limit", `a string or a list is longer than ${maxValueLength}`);
    }
  }
}
