import { quoteSource } from "../diagnostics/quote-source.ts";
import { isRegisteredClaim } from "../vocabulary/reserved-claims.ts";
import type { LintRule } from "./lint-rule.ts";

/** Finds top-level claims that have a meaning of their own in the IANA registry "JSON Web Token Claims". */
export const noRegisteredClaim: LintRule = {
  id: "no-registered-claim",
  title: "a top-level claim that another standard gives a meaning to",
  level: "warn",
  visit: ({ tree, report }) => ({
    syntax: {
      object(node) {
        if (node !== tree.object) return;
        for (const { key, keySpan } of node.claims) {
          if (!isRegisteredClaim(key)) continue;
          const message = `another standard gives the claim ${quoteSource(key)} a meaning of its own`;
          report(keySpan, message, { help: "choose another name, unless this is what it means" });
        }
      },
    },
  }),
};
