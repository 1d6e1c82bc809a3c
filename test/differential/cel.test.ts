import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryData } from "./arbitrary-data.ts";
import { arbitraryExpression } from "./arbitrary-expression.ts";
import { compareOutcomes } from "./compare.ts";
import { exampleData } from "./known-difference.ts";
import { knownDifferences } from "./known-differences.ts";
import { evaluateCel, evaluateOurs } from "./outcome.ts";
import { printCel, printOurs } from "./print-expression.ts";
import { partsOf, sharedSubset } from "./shared-subset.ts";

const runs = 6500;
const leastOfEachPart = 30;

function countUp(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

describe("the shared subset of CEL", () => {
  test.each(knownDifferences.map((difference) => [difference.why, difference.expression, difference] as const))(
    "%s: `%s`",
    (_why, expression, { ours, cel }) => {
      expect(evaluateOurs(expression, exampleData)).toStrictEqual(ours);
      expect(evaluateCel(expression, exampleData)).toStrictEqual(cel);
    },
  );

  test("means the same in another implementation", () => {
    const skippedByPair = new Map<string, number>();
    const comparedByPart = new Map<string, number>();
    let compared = 0;
    fc.assert(
      fc.property(arbitraryExpression, arbitraryData, (expression, data) => {
        const ourText = printOurs(expression);
        const celText = printCel(expression);
        const ours = evaluateOurs(ourText, data);
        const cel = evaluateCel(celText, data);
        const comparison = compareOutcomes(ours, cel);
        if (comparison.kind === "different") {
          throw new Error(
            [
              `ours: ${ourText}\n      ${JSON.stringify(ours)}`,
              `cel:  ${celText}\n      ${JSON.stringify(cel)}`,
              `data: ${JSON.stringify(data)}`,
            ].join("\n"),
          );
        }
        if (comparison.kind === "skipped") return countUp(skippedByPair, comparison.pair);
        compared += 1;
        for (const part of partsOf(expression)) countUp(comparedByPart, part);
      }),
      { numRuns: runs, seed: 1 },
    );

    const skipped = runs - compared;
    const reasons = [...skippedByPair].sort(([, a], [, b]) => b - a).map(([pair, count]) => `${count} ${pair}`);
    console.log(`CEL: ${runs} generated, ${compared} compared, ${skipped} skipped (ours / CEL): ${reasons.join(", ")}`);
    expect(compared).toBeGreaterThanOrEqual(5000);
    expect(skipped).toBeLessThan(0.2 * runs);
    expect(sharedSubset.filter((part) => (comparedByPart.get(part) ?? 0) < leastOfEachPart)).toStrictEqual([]);
  });
});
