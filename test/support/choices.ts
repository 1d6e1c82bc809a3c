import fc from "fast-check";

/**
 * The choices of a generator that is written as plain code, drawn from a list of numbers. When the list is used up every
 * choice is the first, so that code which offers its simplest alternative first ends, and a shorter list makes a smaller
 * value: that is how such values shrink.
 */
export class Choices {
  readonly #numbers: readonly number[];
  #position = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** Whether nothing but first alternatives is left. */
  get exhausted(): boolean {
    return this.#position >= this.#numbers.length;
  }

  /** A whole number from 0 to before `count`. */
  below(count: number): number {
    const number = this.#numbers[this.#position] ?? 0;
    this.#position += 1;
    return number % count;
  }

  /** True once in so many times. */
  once(inSoMany: number): boolean {
    return this.below(inSoMany) === inSoMany - 1;
  }

  /** One of several, of which there is at least one. */
  pick<T>(values: readonly [T, ...T[]]): T;
  pick<T>(values: readonly T[]): T | undefined;
  pick<T>(values: readonly T[]): T | undefined {
    return values[this.below(Math.max(values.length, 1))];
  }

  /** So many values at most, one after the other. */
  several<T>(least: number, greatest: number, make: (index: number) => T): T[] {
    return Array.from({ length: least + this.below(greatest - least + 1) }, (_, index) => make(index));
  }
}

/** What choices are drawn from. */
export const arbitraryNumbers: fc.Arbitrary<readonly number[]> = fc.noBias(
  fc.array(fc.nat(0xffff), { minLength: 1, maxLength: 300, size: "max" }),
);

/** What `make` makes of choices. It must be a function of them alone. */
export function fromChoices<T>(make: (choices: Choices) => T): fc.Arbitrary<T> {
  return arbitraryNumbers.map((drawn) => make(new Choices(drawn)));
}
