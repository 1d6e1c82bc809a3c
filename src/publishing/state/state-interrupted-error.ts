import type { StateChange, StatePart } from "./state-change.ts";

/** The point at which an application stopped. */
export interface Interruption {
  /** What was made or changed before. */
  readonly changes: readonly StateChange[];
  /** What failed. */
  readonly failed: StatePart;
  /** What was not come to. */
  readonly notApplied: readonly StatePart[];
}

/** A state was applied in part. What is there is good as it is, and the state can be applied again. */
export class StateInterruptedError extends Error {
  override readonly name = "StateInterruptedError";
  readonly code = "state_interrupted";
  readonly interruption: Interruption;

  constructor(cause: unknown, interruption: Interruption) {
    const { changes, failed, notApplied } = interruption;
    const reason = cause instanceof Error ? cause.message : "it failed";
    const rest = `${changes.length} changes were made before, and ${notApplied.length} parts of the state were not come to`;
    super(`the ${failed.what} of \`${failed.pointer}\` could not be applied: ${reason}; ${rest}`, { cause });
    this.interruption = interruption;
  }
}
