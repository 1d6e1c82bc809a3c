import { byteBounds } from "../vocabulary/types/index.ts";
import type { LintRule } from "./lint-rule.ts";

/** Finds tags whose value nothing bounds: no schema, no policy, and no limit of the records that it comes from. */
export const noUnboundedClaim: LintRule = {
  id: "no-unbounded-claim",
  title: "a value whose size nothing bounds",
  level: "warn",
  visit({ report, vocabulary }) {
    const help =
      vocabulary.policy === undefined && vocabulary.freeRoot === undefined
        ? "declare the project's policy: it bounds the lists of roles and actions; or cut the value with `slice`"
        : "cut it with `substring` or `slice`, or read a part of it that is bounded";
    return {
      checked: {
        tag({ expression, span }) {
          if (byteBounds(expression.type).greatest < Infinity) return;
          report(span, "nothing bounds the size of this value", { help });
        },
      },
    };
  },
};
