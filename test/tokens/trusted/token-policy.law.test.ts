import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/language/json.ts";
import {
  applyTokenPolicy,
  b2bTokens,
  compileTokenPolicy,
  consumerTokens,
  type TrustedAttributes,
} from "../../../src/tokens/index.ts";
import { effort } from "../../support/lanes/effort.ts";
import { arbitraryClaims, arbitraryPolicy } from "../support/reading/arbitrary-policy.ts";
import { type PolicyReading, readPolicy, written } from "../support/reading/read-policy.ts";

/** A policy as a profile has it. */
function writtenPolicy({ mapping, conditions }: PolicyReading) {
  return {
    attributeMapping: Object.fromEntries(Object.entries(mapping).map(([name, mapped]) => [name, written(mapped)])),
    conditions: conditions.map(({ text }, index) => ({ expression: text, message: `no ${index}` })),
    issuer: "",
    tokenSchema: null,
  };
}

/** Attributes in the names of the API. */
function byAttribute(attributes: TrustedAttributes, vertical: "b2b" | "consumer"): JsonObject {
  const { email, tokenId, externalId, organizationId, roleIds, isEmailVerified, name } = attributes;
  const externalIdName = vertical === "b2b" ? "external_member_id" : "external_user_id";
  const entries = {
    email,
    token_id: tokenId,
    [externalIdName]: externalId,
    organization_id: organizationId,
    role_ids: roleIds,
    email_verified: isEmailVerified,
    name,
    trusted_metadata: attributes.trustedMetadata,
    session_custom_claims: attributes.sessionCustomClaims,
  };
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

describe.each(["b2b", "consumer"] as const)("a policy that compiles, in a %s project,", (vertical) => {
  test("makes of every token what a plain reading of its rules makes of it", () => {
    const seen = { accepted: 0, refused: 0, unmet: 0 };
    const property = fc.property(
      arbitraryPolicy(vertical),
      fc.array(arbitraryClaims, { minLength: 6, maxLength: 10 }),
      (policy, tokens) => {
        const tokenVertical = vertical === "b2b" ? b2bTokens : consumerTokens;
        const compiled = compileTokenPolicy(writtenPolicy(policy), { vertical: tokenVertical, namespace: "" });
        const errors = compiled.problems.filter(({ diagnostic }) => diagnostic?.severity === "error");
        fc.pre(errors.length === 0);
        for (const claims of tokens) {
          const meant = readPolicy(policy, claims, vertical);
          const mapped = applyTokenPolicy(claims, compiled.policy, tokenVertical);
          if (mapped.ok) {
            seen.accepted += 1;
            expect(meant).toEqual({
              condition: undefined,
              wrong: [],
              attributes: byAttribute(mapped.attributes, vertical),
            });
            continue;
          }
          const { reason, details } = mapped.error;
          if (reason === "condition_failed") {
            seen.unmet += 1;
            expect(details).toEqual({ condition: meant.condition, message: `no ${meant.condition}` });
          } else {
            seen.refused += 1;
            expect(meant.condition).toBe(undefined);
            expect(meant.wrong).toContain(details?.attribute);
          }
        }
      },
    );
    fc.assert(property, { numRuns: effort(100, 10_000) });
    expect(Math.min(seen.accepted, seen.refused, seen.unmet)).toBeGreaterThan(10);
  });
});
