import type { StepMeter } from "../../language/compile-expression.ts";
import type { JsonObject } from "../../language/json.ts";
import type { CompiledCondition } from "./token-policy.ts";
import type { TokenTrace } from "./token-trace.ts";

/** The first condition of a profile that a token does not meet. */
export interface FailedCondition {
  /** Its place in the profile. */
  readonly index: number;
  readonly message: string;
}

/** Tries conditions in their order. Only `true` meets one: null, an evaluation error and a condition that does not compile do not. */
export function failedCondition(
  conditions: readonly CompiledCondition[],
  claims: JsonObject,
  { meter, trace }: { readonly meter: StepMeter; readonly trace?: TokenTrace | undefined },
): FailedCondition | undefined {
  for (const [index, { expression, message }] of conditions.entries()) {
    const evaluation = expression?.evaluate({ token: claims }, meter);
    trace?.gave({ kind: "condition", index, evaluation });
    if (evaluation?.ok !== true || evaluation.value !== true) return { index, message };
  }
  return undefined;
}
