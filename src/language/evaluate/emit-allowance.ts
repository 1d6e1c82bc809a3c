import { bracketBytes, stringBytes } from "../json-bytes.ts";
import { maxEmittedBytes } from "../vocabulary/limits.ts";
import { EvaluationFailure } from "./failure.ts";

/**
 * The allowance of what may still be emitted: bytes of UTF-8 JSON text, counted before they are made. A value that is small
 * in memory can be huge as JSON, when its parts are shared. One allowance serves all that one evaluation emits.
 */
export class EmitAllowance {
  #bytes = maxEmittedBytes;

  /** Takes so many bytes, or fails with `evaluation-limit`. */
  take(bytes: number): void {
    this.#bytes -= bytes;
    if (this.#bytes < 0) {
      throw new EvaluationFailure(
        "evaluation-limit",
        `the claims take more than ${maxEmittedBytes} bytes of JSON text`,
      );
    }
  }

  /** Takes the brackets of a list or an object and the commas between so many parts. */
  takeBrackets(parts: number): void {
    this.take(bracketBytes(parts));
  }

  /** Takes a string with its quotes, escaped. */
  takeText(text: string): void {
    // Each code unit is a byte or more: a long text is refused before it is gone through.
    if (text.length > this.#bytes) this.take(text.length);
    this.take(stringBytes(text));
  }
}
