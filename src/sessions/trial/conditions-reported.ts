import type { ExpressionEvaluation } from "../../language/index.ts";
import type { TokenCondition, TokenFinding } from "../../tokens/index.ts";
import type { ReportedCondition, StepVerdict } from "./token-report.ts";

/** All conditions of a profile, with what those gave that a token was tried with: all but the last of them were met. */
export function conditionsReported(
  conditions: readonly TokenCondition[],
  findings: readonly TokenFinding[],
  verdict: StepVerdict,
): readonly ReportedCondition[] {
  const tried = findings.filter((finding) => finding.kind === "condition");
  return conditions.map(({ expression, message }, index): ReportedCondition => {
    const found = tried.find((finding) => finding.index === index);
    if (found === undefined) return { index, expression, message, verdict: "not_reached" };
    const isLast = index === tried.length - 1;
    return { index, expression, message, verdict: isLast ? verdict : "passed", ...gaveOf(found.evaluation) };
  });
}

function gaveOf(evaluation: ExpressionEvaluation | undefined): Pick<ReportedCondition, "gave" | "failure"> {
  if (evaluation === undefined) return { failure: "it does not compile, so that no token meets it" };
  if (evaluation.ok) return { gave: evaluation.value === true ? "true" : "nothing" };
  const { found, message } = evaluation.error;
  return found === undefined ? { failure: message } : { gave: found.replaceAll("`", "") };
}
