import type { Span } from "../source/span.ts";
import type { EmitAllowance } from "./emit-allowance.ts";
import type { Meter } from "./meter.ts";

/** The state of one evaluation. */
export interface Frame {
  readonly data: unknown;
  readonly meter: Meter;
  readonly allowance: EmitAllowance;
  /** The macros' variables, by slot. */
  readonly variables: unknown[];
  /** Where the evaluation is: the place that a failure names. */
  span: Span;
  /** JSON Pointer of the claim that is evaluated. */
  claim: string;
}

/** A compiled expression: gives a value, null for what is not there, or fails with an `EvaluationFailure`. */
export type Program = (frame: Frame) => unknown;

/** A compiled link of a chain: gives what it makes of its receiver. */
export type LinkProgram = (frame: Frame, receiver: unknown) => unknown;
