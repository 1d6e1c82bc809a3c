import { quoteSource } from "../diagnostics/quote-source.ts";
import type { Span } from "../source/span.ts";
import type { LintRule } from "./lint-rule.ts";
import { macroVariable } from "./macro-variable.ts";
import { skeletonOf } from "./skeleton.ts";

interface Named {
  readonly name: string;
  readonly span: Span;
}

/**
 * Finds claims of one object, and variables beside the roots and variables in scope, whose names differ and have one
 * skeleton (UTS 39). Names that are equal are an error of their own.
 */
export const noConfusableName: LintRule = {
  id: "no-confusable-name",
  title: "two names that look alike",
  level: "warn",
  visit({ vocabulary, report }) {
    const compare = (names: readonly string[], added: readonly Named[]) => {
      if (names.length + added.length < 2) return;
      const nameBySkeleton = new Map(names.map((name) => [skeletonOf(name), name]));
      for (const { name, span } of added) {
        const skeleton = skeletonOf(name);
        const other = nameBySkeleton.get(skeleton);
        if (other === undefined) nameBySkeleton.set(skeleton, name);
        else if (other !== name) {
          const message = `the name ${quoteSource(name)} looks like ${quoteSource(other)}`;
          report(span, message, { help: `rename one of them: ${differenceOf(name, other)}` });
        }
      }
    };
    return {
      syntax: {
        object({ claims }) {
          const named = claims.map(({ key, keySpan }) => ({ name: key, span: keySpan }));
          // A key that is wrong has the empty name.
          compare(
            [],
            named.filter(({ name }) => name !== ""),
          );
        },
        expression(node, variables) {
          if (node.kind !== "chain") return;
          for (const link of node.links) {
            const variable = macroVariable(link);
            if (variable === undefined) continue;
            compare([...vocabulary.roots.keys(), ...variables.map(({ name }) => name)], [variable]);
          }
        },
      },
    };
  },
};

/** The first place where two different names differ. */
function differenceOf(name: string, other: string): string {
  const points = [...name];
  const others = [...other];
  const index = points.findIndex((point, at) => point !== others[at]);
  const at = index === -1 ? points.length : index;
  return `the first has ${codePointText(points[at])} where the second has ${codePointText(others[at])}`;
}

function codePointText(character: string | undefined): string {
  const point = character?.codePointAt(0);
  return point === undefined ? "nothing" : `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
