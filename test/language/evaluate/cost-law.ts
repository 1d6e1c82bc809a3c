import fc from "fast-check";
import { expect } from "vitest";
import { Meter } from "../../../src/language/evaluate/meter.ts";
import type { RuntimeFunction } from "../../../src/language/evaluate/operand.ts";

/** Checks that a function charges what a formula says. */
export type CostLaw = (implementation: RuntimeFunction | undefined) => void;

/** The law that any such operands, the receiver first, cost what the formula says of them and of the result. */
export function costLaw<Operands extends readonly unknown[]>(
  operands: fc.Arbitrary<Operands>,
  formula: (operands: Operands, result: unknown) => number,
): CostLaw {
  return (implementation) => {
    fc.assert(
      fc.property(operands, (values) => {
        const meter = new Meter();
        const [receiver, ...others] = values;
        const result = implementation?.(meter, receiver, ...others);
        expect(meter.spent).toBe(formula(values, result));
      }),
    );
  };
}
