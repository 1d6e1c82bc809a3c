import { replace } from "../diagnostics/report.ts";
import { printTag } from "../syntax/print-expression.ts";
import { isDefinitely, withoutNull } from "../vocabulary/types/index.ts";
import type { LintRule } from "./lint-rule.ts";

/** Finds texts that are only one tag. Where the value is a string in any case, the quotes can go without a difference. */
export const preferBareTag: LintRule = {
  id: "prefer-bare-tag",
  title: "a text that is only one tag",
  level: "warn",
  visit: ({ report, writtenTag }) => ({
    checked: {
      text({ parts, span }) {
        const [tag] = parts;
        if (parts.length !== 1 || tag === undefined || typeof tag === "string") return;
        const message = "the text is only one tag";
        if (isDefinitely(withoutNull(tag.expression.type), "string")) {
          const fix = () => replace(span, printTag(writtenTag(tag).tag), "remove the quotes");
          report(span, message, { help: "without the quotes it means the same", fix });
        } else {
          const help =
            "the quotes make a string of it; remove them, or say so with `string(…)` in a tag without quotes";
          report(span, message, { help });
        }
      },
    },
  }),
};
