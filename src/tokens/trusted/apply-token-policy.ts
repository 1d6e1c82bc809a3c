import { StepMeter } from "../../language/compile-expression.ts";
import type { JsonObject } from "../../language/json.ts";
import type { TokenVertical } from "../token-vertical.ts";
import { failedCondition } from "./failed-condition.ts";
import { type MappedAttributes, mapAttributes } from "./map-attributes.ts";
import type { TokenPolicy } from "./token-policy.ts";
import type { TokenTrace } from "./token-trace.ts";
import { trustedTokenError } from "./trusted-token-error.ts";

/**
 * Applies a profile's policy to the claims of a token that is verified: its conditions in order, then the mapping of
 * attributes. All expressions of the policy have the steps of one evaluation together.
 */
export function applyTokenPolicy(
  claims: JsonObject,
  policy: TokenPolicy,
  vertical: TokenVertical,
  trace?: TokenTrace,
): MappedAttributes {
  const meter = new StepMeter();
  trace?.begin("conditions");
  const failed = failedCondition(policy.conditions, claims, { meter, trace });
  if (failed === undefined) {
    trace?.begin("mapping");
    return mapAttributes({ claims, meter, trace }, policy, vertical);
  }
  const details = { condition: failed.index, message: failed.message };
  return { ok: false, error: trustedTokenError("condition_failed", details) };
}
