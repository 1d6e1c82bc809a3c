import type { LintRule } from "./lint-rule.ts";

/** Finds each literal `null` in the JSON part. */
export const noLiteralNull: LintRule = {
  id: "no-literal-null",
  title: "a literal `null`, which is emitted as it is written",
  level: "warn",
  visit: ({ report }) => ({
    syntax: {
      value({ kind, span }, parent) {
        if (kind !== "null") return;
        const help =
          parent === "object"
            ? "leave the claim out: `null` deletes a claim only in a session's custom claims"
            : "leave the element out, or write what it stands for";
        report(span, "a literal `null` is emitted as it is written", { help });
      },
    },
  }),
};
