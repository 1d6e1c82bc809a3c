import { describe, expect, test } from "vitest";
import { readMetadata } from "../../src/directory/index.ts";
import type { JsonObject } from "../../src/language/json.ts";
import { ApiError, type TrustedTokenProfile } from "../../src/projects/index.ts";
import { type AttestRequest, attest } from "../../src/sessions/index.ts";
import { type SessionWorld, sessionWorld, withAda } from "./support/session-world.ts";

const mapping = { email: "email", token_id: "jti", external_member_id: "sub", organization_id: "org" };
const ada = { email: "ada@example.com", sub: "ada", org: "acme-1" };

function worldWith(more: Readonly<Record<string, string>>, profile: Partial<TrustedTokenProfile> = {}) {
  return sessionWorld({ profile: { attributeMapping: { ...mapping, ...more }, ...profile } });
}

async function attested(world: SessionWorld, claims: JsonObject, more: Partial<AttestRequest> = {}) {
  const token = await world.token({ ...ada, ...claims });
  return attest(await world.context(), { profile_id: "profile", token, session_duration_minutes: 60, ...more });
}

/** The type and the details of a refusal that wrote nothing. */
async function refused(world: SessionWorld, claims: JsonObject) {
  const before = await world.dump();
  try {
    await attested(world, claims);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    expect(await world.dump()).toEqual(before);
    return { type: error.type, ...error.details };
  }
  throw new Error("it was not refused");
}

describe("an attribute that is mapped to an expression", () => {
  test("is what the expression makes of the claims", async () => {
    const world = await worldWith({
      email: "<< token.emails[0] ?? token.upn >>",
      external_member_id: "okta|<< token.sub >>",
      role_ids: '<< token.groups.filter(g, g in ["editor", "reader"]) >>',
    });
    const { organization } = await withAda(world);
    const { subject } = await attested(world, { emails: ["Bob@Example.com"], groups: ["editor", "all"] });
    expect(subject).toMatchObject({
      organizationId: organization.id,
      emailAddress: "bob@example.com",
      externalId: "okta|ada",
      roles: ["editor"],
    });
  });

  test("refuses a value of another kind with both kinds, the attribute and the place, and not the value", async () => {
    const world = await worldWith({ role_ids: "<< token.groups >>" });
    expect(await refused(world, { groups: "editor" })).toEqual({
      type: "invalid_trusted_auth_token",
      reason: "role_ids_invalid",
      attribute: "role_ids",
      span: { start: 3, end: 15 },
      expected: "a list of strings",
      found: "a string",
    });
  });

  test("refuses what cannot be evaluated, with code and place", async () => {
    const world = await worldWith({ role_ids: '<< token.scope.split(" ") >>' });
    expect(await refused(world, { scope: ["editor"] })).toEqual({
      type: "invalid_trusted_auth_token",
      reason: "attribute_not_evaluated",
      attribute: "role_ids",
      span: { start: 3, end: 25 },
      code: "wrong-kind",
      message: "`split` needs a string but got a list",
    });
  });

  test("tells which role ids the policy does not have", async () => {
    const world = await worldWith({ role_ids: "groups" });
    await withAda(world);
    expect(await refused(world, { groups: ["editor", "x", "y".repeat(200)] })).toEqual({
      type: "invalid_rbac_role_id",
      attribute: "role_ids",
      unknown_role_ids: ["x", "y".repeat(128)],
    });
  });
});

describe("a claim of the right kind that no record may have", () => {
  test.each<[what: string, claims: JsonObject, type: string, attribute: string, more?: JsonObject]>([
    ["an address with two dots", { email: "a@b..example.com" }, "invalid_email", "email"],
    ["an address that ends with a dot", { email: "ada@example.com." }, "invalid_email", "email"],
    ["an address of a name alone", { email: "a,b@example.com" }, "invalid_email", "email"],
    [
      "an external id with white space",
      { sub: "a b\tc" },
      "invalid_external_id",
      "external_member_id",
      { characters: [" ", "\t"] },
    ],
    [
      "an external id beyond ASCII",
      { sub: "\u0430dа" },
      "invalid_external_id",
      "external_member_id",
      { characters: ["\u0430"] },
    ],
    ["an external id of 129 characters", { sub: "x".repeat(129) }, "invalid_external_id", "external_member_id"],
    ["a dot segment", { sub: ".." }, "invalid_external_id", "external_member_id"],
    ["an id of ours", { sub: "member-test-1" }, "external_member_id_same_as_member_id", "external_member_id"],
    ["an id of another kind of ours", { sub: "user-live-1" }, "invalid_external_id", "external_member_id"],
    [
      "an organization's with a slash",
      { org: "acme/1" },
      "invalid_organization_external_id",
      "organization_id",
      { characters: ["/"] },
    ],
    ["an organization's of 200 characters", { org: "x".repeat(200) }, "invalid_organization_name", "organization_id"],
  ])("is refused with the attribute: %s", async (_, claims, type, attribute, more = {}) => {
    const world = await worldWith({});
    await withAda(world);
    const bob = { email: "bob@example.com", sub: "bob" };
    expect(await refused(world, { ...bob, ...claims })).toEqual({ type, attribute, ...more });
  });

  test("is refused so for a record that would get it as its external id", async () => {
    const world = await worldWith({});
    await withAda(world, { externalId: null });
    expect(await refused(world, { sub: "a b" })).toEqual({
      type: "invalid_external_id",
      attribute: "external_member_id",
      characters: [" "],
    });
  });
});

describe("`email_verified` that is mapped to an expression", () => {
  const mapped = { email_verified: '<< token.xms_edov == true || token.xms_edov == "1" >>' };

  test.each([true, "1"])("verifies for %j", async (xms_edov) => {
    const world = await worldWith(mapped, { linkByEmail: "verified" });
    await withAda(world);
    const { subject } = await attested(world, { sub: "bob", email: "bob@example.com", xms_edov });
    expect(subject.externalId).toBe("bob");
  });

  test.each([false, "0", null, undefined])(
    "does not for %j, nor where the address counts as asserted",
    async (xms_edov) => {
      for (const linkByEmail of ["verified", "asserted"] as const) {
        const world = await worldWith(mapped, { linkByEmail });
        await withAda(world);
        const claims = { sub: "bob", email: "bob@example.com", ...(xms_edov === undefined ? {} : { xms_edov }) };
        expect((await refused(world, claims)).type).toBe("trusted_token_email_not_verified");
      }
    },
  );
});

describe("`name`", () => {
  test("is the member's until it has one", async () => {
    const world = await worldWith({ name: "<< token.given_name >> << token.family_name >>" });
    await withAda(world);
    const bob = { sub: "bob", email: "bob@example.com" };
    expect((await attested(world, bob)).subject.name).toBe("");
    const named = { ...bob, given_name: "Bob", family_name: "Byte" };
    expect((await attested(world, named)).subject.name).toBe("Bob Byte");
    expect((await attested(world, { ...named, given_name: "Rob" })).subject.name).toBe("Bob Byte");
    expect((await attested(world, { given_name: "Augusta", family_name: "King" })).subject.name).toBe("Ada Lovelace");
  });

  test("of a user has parts", async () => {
    const name = '{ "first_name": << token.given_name >>, "last_name": << token.family_name >> }';
    const attributeMapping = { email: "email", token_id: "jti", external_user_id: "sub", name };
    const world = await sessionWorld({ vertical: "consumer", profile: { attributeMapping } });
    const { subject } = await attested(world, { given_name: "Ada" });
    expect(subject.nameParts).toEqual({ firstName: "Ada", middleName: "", lastName: "" });
    const again = await attested(world, { given_name: "Ada", family_name: "Lovelace" });
    expect(again.subject.nameParts).toEqual({ firstName: "Ada", middleName: "", lastName: "" });
    expect(await refused(world, { sub: "b", email: "b@example.com", given_name: 1 })).toMatchObject({
      reason: "name_invalid",
      attribute: "name",
    });
  });

  test("that no record may have is refused with the attribute", async () => {
    const world = await worldWith({ name: "name" });
    await withAda(world);
    const bob = { sub: "bob", email: "bob@example.com" };
    expect(await refused(world, { ...bob, name: "a\u0000b" })).toEqual({ type: "invalid_name", attribute: "name" });
    expect(await refused(world, { ...bob, name: ["Bob"] })).toEqual({
      type: "invalid_trusted_auth_token",
      reason: "name_invalid",
      attribute: "name",
      path: "name",
      expected: "a string",
      found: "a list",
    });
  });
});

describe("`trusted_metadata`", () => {
  const trusted_metadata =
    '{ "dept": << token.department >>, "idp": { "tier": << token.tier >>, "site": << token.site >> } }';

  test("is merged into what is there, and loses what the token no longer says", async () => {
    const world = await worldWith({ trusted_metadata });
    await withAda(world);
    const metadataAfter = async (claims: JsonObject) =>
      readMetadata((await attested(world, claims)).subject.trustedMetadata);
    expect(await metadataAfter({ department: "it", tier: 1, site: "vienna" })).toEqual({
      dept: "it",
      idp: { tier: 1, site: "vienna" },
    });
    expect(await metadataAfter({ tier: 2, site: "vienna" })).toEqual({ idp: { tier: 2, site: "vienna" } });
    expect(await metadataAfter({})).toEqual({ idp: {} });
  });

  test("that changes nothing writes nothing", async () => {
    const world = await worldWith({ trusted_metadata });
    await withAda(world);
    const { subject } = await attested(world, { department: "it" });
    world.advance(60_000);
    expect((await attested(world, { department: "it" })).subject).toEqual(subject);
  });

  test("is that of a record that is made, too", async () => {
    const world = await worldWith({ trusted_metadata, name: "name" });
    await withAda(world);
    const { subject } = await attested(world, { sub: "bob", email: "bob@example.com", name: "Bob", department: "it" });
    expect([subject.name, readMetadata(subject.trustedMetadata)]).toEqual(["Bob", { dept: "it", idp: {} }]);
  });

  test("has the limits and the schema of any write", async () => {
    const world = await worldWith({ trusted_metadata });
    await withAda(world);
    expect(await refused(world, { department: "x".repeat(5000) })).toEqual({
      type: "metadata_too_large",
      attribute: "trusted_metadata",
    });
    await world.configure({
      schemas: { "member.trusted_metadata": { type: "object", properties: { dept: { enum: ["it"] } } } },
    });
    expect(await refused(world, { department: "hr" })).toMatchObject({
      type: "metadata_schema_mismatch",
      attribute: "trusted_metadata",
      misfits: [{ pointer: "/trusted_metadata/dept" }],
    });
  });
});

describe("`session_custom_claims`", () => {
  const session_custom_claims = '{ "tenant": << token.tid >>, "acr": << token.acr >> }';

  test("are in the session's claims, and the request's own come after them", async () => {
    const world = await worldWith({ session_custom_claims });
    await withAda(world);
    const sent = { session_custom_claims: { acr: "request", own: true } };
    const { minted } = await attested(world, { tid: "t1", acr: "token" }, sent);
    expect(minted?.claims).toEqual({ tenant: "t1", acr: "request", own: true });
    const attached = await attested(world, { acr: "2", jti: "t2" }, { session_token: minted?.sessionToken });
    expect(attached.minted?.claims).toEqual({ tenant: "t1", acr: "2", own: true });
  });

  test("that are too large are refused with the attribute", async () => {
    const world = await worldWith({ session_custom_claims });
    await withAda(world);
    expect(await refused(world, { tid: "x".repeat(5000) })).toEqual({
      type: "custom_claims_too_large",
      attribute: "session_custom_claims",
    });
  });
});

describe("conditions", () => {
  const conditions = [
    { expression: "token.email_verified == true", message: "the address is not verified" },
    { expression: '"mfa" in token.amr', message: "sign in with a second factor" },
    { expression: 'token.tier.startsWith("g")', message: "" },
  ];
  const all = { email_verified: true, amr: ["pwd", "mfa"], tier: "gold" };

  test("let through what meets them all", async () => {
    const world = await worldWith({}, { conditions });
    await withAda(world);
    expect((await attested(world, all)).subject.externalId).toBe("ada");
  });

  test.each([
    ["false", { email_verified: false }, 0, "the address is not verified"],
    ["null", { amr: null }, 1, "sign in with a second factor"],
    ["what cannot be evaluated", { tier: 7 }, 2, ""],
    ["the first of several", { amr: [], tier: "x" }, 1, "sign in with a second factor"],
  ])("refuse %s with the profile's own words, before anything is looked up", async (_, claims, condition, message) => {
    const world = await worldWith({ email: "<< required(token.nothing) >>" }, { conditions });
    expect(await refused(world, { ...all, ...claims })).toEqual({
      type: "invalid_trusted_auth_token",
      reason: "condition_failed",
      condition,
      message,
    });
  });
});

describe("a profile that was stored before it was judged as it is now", () => {
  test("goes on serving, and ignores an attribute that there is not", async () => {
    const world = await worldWith({ favourite_colour: "colour" });
    await withAda(world);
    expect((await attested(world, { colour: "red" })).subject.externalId).toBe("ada");
  });

  test("refuses every token where what it says does not compile", async () => {
    const broken = await worldWith({ organization_id: "<< tokn.org >>" });
    expect(await refused(broken, {})).toEqual({
      type: "invalid_trusted_auth_token",
      reason: "mapping_broken",
      attribute: "organization_id",
      span: { start: 0, end: 14 },
    });
    const unknown = await worldWith({}, { conditions: [{ expression: "tokn.a == 1", message: "no" }] });
    expect(await refused(unknown, {})).toMatchObject({ reason: "condition_failed", message: "no" });
  });
});
