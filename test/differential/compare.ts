import { isDeepStrictEqual } from "node:util";
import { knownDifferences } from "./known-differences.ts";
import { describeOutcome, type Outcome } from "./outcome.ts";

/** What comparing two outcomes tells; `pair` names both without their values. */
export type Comparison =
  | { readonly kind: "same" }
  | { readonly kind: "skipped"; readonly pair: string }
  | { readonly kind: "different"; readonly pair: string };

const skipped = knownDifferences.filter(({ treatment }) => treatment === "skipped");

function pairOf(ours: Outcome, cel: Outcome): string {
  return `${describeOutcome(ours)} / ${describeOutcome(cel)}`;
}

/** Every pair of outcomes that a known difference excuses. */
const excusedPairs: ReadonlySet<string> = new Set(skipped.map(({ ours, cel }) => pairOf(ours, cel)));

const withoutValue = new Set(
  skipped.flatMap(({ ours, cel }) => [`ours: ${describeOutcome(ours)}`, `cel: ${describeOutcome(cel)}`]),
);

/**
 * Compares two outcomes. Values are the same if they are deeply equal. Where one side or both have
 * none, the pair must be excused, or be made of two that are: an expression can meet several differences.
 */
export function compareOutcomes(ours: Outcome, cel: Outcome): Comparison {
  const pair = pairOf(ours, cel);
  if (ours.kind === "value" && cel.kind === "value") {
    return isDeepStrictEqual(ours.value, cel.value) ? { kind: "same" } : { kind: "different", pair };
  }
  if (excusedPairs.has(pair)) return { kind: "skipped", pair };
  const neither = ours.kind !== "value" && cel.kind !== "value";
  const known = withoutValue.has(`ours: ${describeOutcome(ours)}`) && withoutValue.has(`cel: ${describeOutcome(cel)}`);
  return neither && known ? { kind: "skipped", pair: "neither" } : { kind: "different", pair };
}
