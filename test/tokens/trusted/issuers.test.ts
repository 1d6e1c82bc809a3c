import { describe, expect, test } from "vitest";
import { applyTokenPolicy, b2bTokens, compileTokenPolicy, consumerTokens } from "../../../src/tokens/index.ts";
import { documentedProfile } from "../../docs/documented-profile.ts";
import { issuers } from "./issuers/all.ts";
import { claimsOf, type Issuer } from "./issuers/issuer.ts";

function compiled({ name }: Issuer) {
  const { vertical, profile } = documentedProfile(name);
  const tokenVertical = vertical === "b2b" ? b2bTokens : consumerTokens;
  const { attribute_mapping: attributeMapping, conditions = [], token_schema: tokenSchema = null, issuer } = profile;
  const written = {
    attributeMapping,
    conditions: conditions.map(({ expression, message = "" }) => ({ expression, message })),
    issuer,
    tokenSchema,
  };
  return {
    ...compileTokenPolicy(written, { vertical: tokenVertical, namespace: "" }),
    vertical: tokenVertical,
    attributeMapping,
  };
}

describe.each(issuers.map((issuer) => [issuer.name, issuer] as const))("a profile for %s", (_, issuer) => {
  test("compiles, and nothing is said of it", () => {
    expect(compiled(issuer).problems).toEqual([]);
  });

  test.each(issuer.rows.map(([what, ...rest]) => [what, rest] as const))("%s", (__, [changes, answer]) => {
    const { policy, vertical, attributeMapping } = compiled(issuer);
    const mapped = applyTokenPolicy(claimsOf(issuer, changes), policy, vertical);
    if ("gives" in answer) return expect(mapped).toEqual({ ok: true, attributes: answer.gives });
    const { reason, details } = mapped.ok ? { reason: "none", details: mapped.attributes } : mapped.error;
    const { naming } = answer;
    const written = attributeMapping[String(naming.attribute)] ?? "";
    // What is wrong with the value of a whole expression is told of the whole of it.
    const place = "path" in naming || "condition" in naming ? {} : { span: { start: 0, end: written.length } };
    expect({ reason, details }).toEqual({ reason: answer.refused, details: { ...place, ...naming } });
  });
});

test("there are sixty tokens and more, a third of them refused", () => {
  const rows = issuers.flatMap((issuer) => issuer.rows);
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(rows.filter(([, , answer]) => "refused" in answer).length).toBeGreaterThanOrEqual(20);
});
