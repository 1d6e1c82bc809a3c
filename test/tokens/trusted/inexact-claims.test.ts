import { describe, expect, test } from "vitest";
import { compileExpression } from "../../../src/language/index.ts";
import { b2bTokens, verifyTrustedToken } from "../../../src/tokens/index.ts";
import { bodyWith } from "../hostile/row.ts";
import { mapClaims } from "../support/map-claims.ts";
import { makeToken, now, profile, rules } from "../support/trusted-tokens.ts";

const numbers = ["9007199254740993", "-9007199254740993", "1e400", "-1e400"];

/** The claims of a good token with one claim more, as JSON text. */
async function claimsWith(text: string) {
  const verdict = await verifyTrustedToken({ token: makeToken({ payload: bodyWith(text) }), rules, now });
  return verdict.ok ? verdict.claims : {};
}

describe("a number in a trusted token that would be lost", () => {
  test.each(numbers)("keeps nobody out where it goes nowhere: %s", async (number) => {
    const claims = await claimsWith(`"id":${number},"deep":[{"id":${number}}]`);
    expect(mapClaims(claims, profile.attributeMapping, b2bTokens)).toMatchObject({ ok: true });
  });

  test.each(numbers)("is no attribute: %s", async (number) => {
    for (const attribute of ["email", "token_id", "external_member_id", "organization_id", "role_ids"]) {
      for (const value of [number, `[${number}]`]) {
        const mapping = { ...profile.attributeMapping, [attribute]: "id" };
        expect(mapClaims(await claimsWith(`"id":${value}`), mapping, b2bTokens)).toMatchObject({ ok: false });
      }
    }
  });

  test.each(numbers)("is nothing that an expression computes with or gives: %s", async (number) => {
    const token = await claimsWith(`"id":${number},"deep":{"ids":[1,${number}]}`);
    const expressions = [
      ["expression", "token.id"],
      ["expression", "string(token.id)"],
      ["expression", "token.id == 9007199254740992"],
      ["expression", "token.id > 5"],
      ["expression", "token.id + 1"],
      ["expression", "token.deep.ids"],
      ["text", "<< token.id >>"],
      ["text", "okta|<< token.id >>"],
      ["text", "<< token.deep.ids[1] >>"],
      ["template", '{ "a": << token.id >>, "b": { "c": << token.deep.ids >> } }'],
      ["template", '{ "a": << token.deep >> }'],
    ] as const;
    for (const [form, source] of expressions) {
      const { expression } = compileExpression(source, { vocabulary: "token", form });
      const given = expression?.evaluate({ token });
      expect({ source, isRefused: given?.ok === false }).toEqual({ source, isRefused: true });
    }
  });

  test.each(numbers)("reaches neither metadata nor claims: %s", async (number) => {
    const claims = await claimsWith(`"id":${number},"deep":{"ids":[1,${number}]}`);
    for (const attribute of ["trusted_metadata", "session_custom_claims"]) {
      for (const template of ['{ "a": << token.id >> }', '{ "a": { "b": << token.deep.ids >> }, "c": 1 }']) {
        const mapping = { ...profile.attributeMapping, [attribute]: template };
        expect(mapClaims(claims, mapping, b2bTokens)).toMatchObject({
          ok: false,
          error: { details: { attribute } },
        });
      }
    }
  });
});
