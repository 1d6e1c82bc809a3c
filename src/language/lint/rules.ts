import type { LintRule } from "./lint-rule.ts";
import { noConfusableName } from "./no-confusable-name.ts";
import { noDeadBranch } from "./no-dead-branch.ts";
import { noImplicitMissing } from "./no-implicit-missing.ts";
import { noLiteralNull } from "./no-literal-null.ts";
import { noMixedDelimiters } from "./no-mixed-delimiters.ts";
import { noRegisteredClaim } from "./no-registered-claim.ts";
import { noUnboundedClaim } from "./no-unbounded-claim.ts";
import { noUntrustedAuthority } from "./no-untrusted-authority.ts";
import { noUselessDefault } from "./no-useless-default.ts";
import { portableStytch } from "./portable-stytch.ts";
import { preferBareTag } from "./prefer-bare-tag.ts";

/** Every lint rule. */
export const lintRules: readonly LintRule[] = [
  noLiteralNull,
  noUntrustedAuthority,
  noConfusableName,
  noRegisteredClaim,
  noMixedDelimiters,
  noUselessDefault,
  noDeadBranch,
  noUnboundedClaim,
  preferBareTag,
  noImplicitMissing,
  portableStytch,
];
