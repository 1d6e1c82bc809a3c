import type { StateChange, StatePart } from "./state-change.ts";
import { StateInterruptedError } from "./state-interrupted-error.ts";

/** The progress of an application. */
export class Progress {
  readonly #notApplied: StatePart[];
  readonly #changes: StateChange[] = [];

  /** @param parts what is going to be applied, in that order */
  constructor(parts: readonly StatePart[]) {
    this.#notApplied = [...parts];
  }

  /** Runs what applies the next part, which tells what it changes. Rejects with a `StateInterruptedError` if it fails. */
  async apply<T>(part: StatePart, run: (changed: Changed) => Promise<T>): Promise<T> {
    this.#notApplied.shift();
    try {
      return await run((change) => this.#changes.push({ ...part, ...change }));
    } catch (error) {
      throw new StateInterruptedError(error, { changes: this.changes, failed: part, notApplied: this.#notApplied });
    }
  }

  get changes(): readonly StateChange[] {
    return this.#changes;
  }
}

/** Takes what was changed: the part itself unless it says otherwise. */
type Changed = (change: Omit<StateChange, keyof StatePart> & Partial<StatePart>) => void;
