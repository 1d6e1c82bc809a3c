/** The things that have to be let go of, in the reverse of the order in which they were taken. */
export class CleanUp {
  readonly #steps: (() => unknown)[] = [];
  #run: Promise<void> | undefined;

  /** Has a step done at the end, before those that were added earlier. */
  add(step: () => unknown): void {
    this.#steps.unshift(step);
  }

  /** Does every step, once, however often it is called. Rejects with the first failure, after the other steps. */
  run(): Promise<void> {
    this.#run ??= this.#runSteps();
    return this.#run;
  }

  async #runSteps(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
