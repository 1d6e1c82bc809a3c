import type { CheckedClaim } from "../check/checked-tree.ts";
import { quoteSource } from "../diagnostics/quote-source.ts";
import { isAuthorityName } from "./authority-name.ts";
import type { LintRule } from "./lint-rule.ts";
import { readsUserWritable } from "./user-writable.ts";

/** Finds claims, at any depth, whose name speaks of rights and whose value reads what a schema marks `x-user-writable`. */
export const noUntrustedAuthority: LintRule = {
  id: "no-untrusted-authority",
  title: "a claim about rights that reads what a user can write",
  level: "warn",
  visit({ report }) {
    const nameByClaim = new Map<CheckedClaim, boolean>();
    const isAboutRights = (claim: CheckedClaim): boolean => {
      const known = nameByClaim.get(claim) ?? isAuthorityName(claim.key);
      nameByClaim.set(claim, known);
      return known;
    };
    return {
      checked: {
        expression(node, { claims, ancestors }) {
          const claim = claims.findLast(isAboutRights);
          if (claim === undefined || !readsUserWritable(node, ancestors.at(-1))) return;
          const what = node.kind === "path" ? quoteSource(node.text) : "this";
          const message = `the claim ${quoteSource(claim.key)} reads ${what}, which a user can write`;
          report(node.span, message, {
            help: "a user could give themselves rights: read what only your backend writes",
          });
        },
      },
    };
  },
};
