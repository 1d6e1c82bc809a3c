import { EvaluationFailure } from "./failure.ts";

/** Nodes that may be emitted: JSON values of any kind, each time that they are reached. */
const maxEmittedNodes = 1_000_000;

/** Code units of strings and keys that may be emitted: 16 Mi. */
const maxEmittedCodeUnits = 2 ** 24;

/**
 * The allowance of what may still be emitted. A value that is small in memory can be huge as JSON, when its parts are shared.
 * One allowance may serve one value or all that one evaluation emits.
 */
export class EmitAllowance {
  #nodes = maxEmittedNodes;
  #codeUnits = maxEmittedCodeUnits;

  /** Takes `count` nodes, or fails with `evaluation-limit`. */
  takeNodes(count: number): void {
    this.#nodes -= count;
    if (this.#nodes < 0) {
      throw new EvaluationFailure("evaluation-limit", `the claims have more than ${maxEmittedNodes} values`);
    }
  }

  /** Takes a string or a key of `length` code units, or fails with `evaluation-limit`. */
  takeText(length: number): void {
    this.#codeUnits -= length;
    if (this.#codeUnits < 0) {
      throw new EvaluationFailure("evaluation-limit", `the claims have more than ${maxEmittedCodeUnits} characters`);
    }
  }
}
