import { isJsonList, type Json } from "../../language/json.ts";
import type { AttributeSource, AttributeValue, TokenFinding, TokenPolicy } from "../../tokens/index.ts";
import type { ReportedAttribute, StepVerdict } from "./token-report.ts";

/**
 * The attributes of a mapping with what they gave, in the order in which they were read, and behind them those that were
 * not. `wrong` names the one that refuses the token.
 */
export function attributesReported(
  { sources }: TokenPolicy,
  findings: readonly TokenFinding[],
  { verdict, wrong }: { readonly verdict: StepVerdict; readonly wrong: Json | undefined },
): readonly ReportedAttribute[] {
  const read = findings.filter((finding) => finding.kind === "attribute");
  const names = new Set(read.map(({ source }) => source.attribute.name));
  const unread = [...sources.values()].filter(({ attribute }) => !names.has(attribute.name));
  const isUnmapped = typeof wrong === "string" && !names.has(wrong);
  return [
    ...read.map(({ source, given }): ReportedAttribute => {
      const isWrong = source.attribute.name === wrong;
      return { ...placed(source), verdict: isWrong ? verdict : "passed", ...gaveOf(given) };
    }),
    ...(isUnmapped ? [{ attribute: wrong, verdict, failure: "it is not mapped" }] : []),
    ...unread.map((source): ReportedAttribute => ({ ...placed(source), verdict: "not_reached" })),
  ];
}

function placed(source: AttributeSource): Pick<ReportedAttribute, "attribute" | "path" | "expression"> {
  const attribute = source.attribute.name;
  return source.kind === "path" ? { attribute, path: source.path } : { attribute, expression: source.written };
}

function gaveOf(given: AttributeValue): Pick<ReportedAttribute, "kind" | "value" | "failure"> {
  if (given.ok) return { kind: kindOf(given.value), ...(given.value !== null && { value: given.value }) };
  const { found, message } = given.details;
  switch (given.fault) {
    case "wrong_kind":
      return { kind: String(found) };
    case "not_evaluated":
      return { failure: String(message) };
    case "broken":
      return { failure: "it does not compile, so that the profile accepts no token" };
  }
}

function kindOf(value: Json): string {
  if (value === null) return "nothing";
  if (isJsonList(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
