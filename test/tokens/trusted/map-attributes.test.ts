import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/language/json.ts";
import { attributeMappingError, b2bTokens, consumerTokens } from "../../../src/tokens/index.ts";
import { mapClaims } from "../support/map-claims.ts";

const mapping = {
  email: "email",
  token_id: "jti",
  external_member_id: "sub",
  organization_id: "org",
  role_ids: "assignments",
};
const claims: JsonObject = { email: "ada@example.com", jti: "t1", sub: "u1", org: "acme-1", assignments: ["editor"] };

function map(changes: JsonObject, changedMapping: Readonly<Record<string, string>> = {}) {
  return mapClaims({ ...claims, ...changes }, { ...mapping, ...changedMapping }, b2bTokens);
}

describe("a mapping", () => {
  test("reads all attributes of a member", () => {
    expect(map({})).toStrictEqual({
      ok: true,
      attributes: {
        email: "ada@example.com",
        tokenId: "t1",
        externalId: "u1",
        organizationId: "acme-1",
        roleIds: ["editor"],
      },
    });
  });

  test("reads those of a user, who is in no organization", () => {
    const { external_member_id: sub, ...rest } = mapping;
    expect(mapClaims(claims, { ...rest, external_user_id: sub }, consumerTokens)).toStrictEqual({
      ok: true,
      attributes: { email: "ada@example.com", tokenId: "t1", externalId: "u1", roleIds: ["editor"] },
    });
  });

  test("leaves out what is not mapped, missing or null", () => {
    const least = { ok: true, attributes: { email: "ada@example.com", tokenId: "t1" } };
    const { email, token_id } = mapping;
    expect(mapClaims(claims, { email, token_id, name: "full_name" }, b2bTokens)).toStrictEqual(least);
    expect(mapClaims({ email: "ada@example.com", jti: "t1" }, mapping, b2bTokens)).toStrictEqual(least);
    expect(map({ sub: null, org: null, assignments: null })).toStrictEqual(least);
  });

  test("tells an empty list of roles from none, and drops repetitions", () => {
    expect(map({ assignments: [] })).toMatchObject({ attributes: { roleIds: [] } });
    expect(map({ assignments: ["a", "b", "a"] })).toMatchObject({ attributes: { roleIds: ["a", "b"] } });
  });

  test("takes a claim of exactly that name before a path", () => {
    const tokenIdOf = (changes: JsonObject, path: string) => {
      const mapped = map(changes, { token_id: path });
      return mapped.ok ? mapped.attributes.tokenId : mapped.error.reason;
    };
    expect(tokenIdOf({ "https://example.com/id": "x" }, "https://example.com/id")).toBe("x");
    expect(tokenIdOf({ "a.b": "name", a: { b: "path" } }, "a.b")).toBe("name");
    expect(tokenIdOf({ a: { b: { c: "deep" } } }, "a.b.c")).toBe("deep");
    expect(tokenIdOf({ a: { "": "empty" } }, "a.")).toBe("empty");
    expect(tokenIdOf({ "a.b": null, a: { b: "path" } }, "a.b")).toBe("token_id_missing");
    expect(tokenIdOf({ a: ["x"] }, "a.0")).toBe("token_id_missing");
    expect(tokenIdOf({ a: "text" }, "a.length")).toBe("token_id_missing");
    expect(tokenIdOf({}, "constructor.name")).toBe("token_id_missing");
    expect(tokenIdOf({}, "__proto__.x")).toBe("token_id_missing");
  });

  test("lower-cases ASCII only, and takes nothing else as an address", () => {
    expect(map({ email: "Ada.Lovelace+X@EXAMPLE.com" })).toMatchObject({
      attributes: { email: "ada.lovelace+x@example.com" },
    });
    const longest = `${"a".repeat(242)}@example.com`;
    expect(map({ email: longest })).toMatchObject({ attributes: { email: longest } });
    const invalid = [
      `a${longest}`,
      "K@example.com".replace("K", "\u212a"),
      "ada@exämple.com",
      " ada@example.com",
      "ada@example.com\n",
      "ada",
      "@example.com",
      "ada@",
      "a@b@c",
      'a"b@c',
      "a\\b@c",
      "",
      1,
      ["ada@example.com"],
    ];
    for (const email of invalid)
      expect(map({ email })).toMatchObject({ ok: false, error: { reason: "email_invalid" } });
  });

  const place = { email: "email", jti: "token_id", sub: "external_member_id", org: "organization_id" };

  test.each([
    [{ email: null }, "email_missing", "nothing"],
    [{ jti: null }, "token_id_missing", "nothing"],
    [{ jti: "" }, "token_id_invalid", "an empty string"],
    [{ jti: 7 }, "token_id_invalid", "a number"],
    [{ jti: "x".repeat(257) }, "token_id_invalid", "a string of another form"],
    [{ sub: "" }, "external_id_invalid", "an empty string"],
    [{ sub: 7 }, "external_id_invalid", "a number"],
    [{ org: "" }, "organization_id_invalid", "an empty string"],
    [{ org: {} }, "organization_id_invalid", "an object"],
    [{ assignments: "editor" }, "role_ids_invalid", "a string"],
    [{ assignments: ["editor", 1] }, "role_ids_invalid", "a list with a number in it"],
    [{ assignments: { 0: "editor" } }, "role_ids_invalid", "an object"],
  ])("refuses %j as %s: it is %s", (changes, reason, found) => {
    const [path = ""] = Object.keys(changes);
    const attribute = Object.entries(place).find(([claim]) => claim === path)?.[1] ?? "role_ids";
    const type = attribute === "organization_id" ? "invalid_token_organization_id_claim" : "invalid_trusted_auth_token";
    const details = { attribute, path, expected: expect.any(String), found };
    expect(map(changes)).toEqual({ ok: false, error: { type, reason, message: expect.any(String), details } });
  });

  test("refuses every token where a required attribute is not mapped", () => {
    expect(mapClaims(claims, { token_id: "jti" }, b2bTokens)).toMatchObject({ error: { reason: "email_missing" } });
    expect(mapClaims(claims, { email: "email" }, b2bTokens)).toMatchObject({
      error: { reason: "token_id_missing" },
    });
  });
});

describe("attributeMappingError", () => {
  test("accepts a mapping that is empty, or has the external id of its vertical", () => {
    expect(attributeMappingError({}, b2bTokens)).toBeUndefined();
    expect(attributeMappingError({ external_user_id: "sub" }, consumerTokens)).toBeUndefined();
  });

  test("refuses both external ids, and the other vertical's", () => {
    const both = { external_user_id: "sub", external_member_id: "sub" };
    expect(attributeMappingError(both, b2bTokens)).toEqual({
      type: "trusted_token_profile_cannot_have_multiple_external_ids",
      reason: "multiple_external_ids",
      message: "the attribute mapping has both `external_member_id` and `external_user_id`",
    });
    expect(attributeMappingError(mapping, consumerTokens)).toEqual({
      type: "trusted_token_profile_incorrect_external_id_mapping",
      reason: "wrong_external_id",
      message: "the attribute mapping has the external id of the other kind of project",
    });
  });
});
