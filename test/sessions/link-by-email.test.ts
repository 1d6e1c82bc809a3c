import { describe, expect, test } from "vitest";
import { insertSubject, newSubject, type Subject } from "../../src/directory/index.ts";
import type { JsonObject } from "../../src/language/json.ts";
import type { LinkByEmail, ProjectVerticalId } from "../../src/projects/index.ts";
import { attest } from "../../src/sessions/index.ts";
import { refusal, type SessionWorld, sessionWorld, withAda } from "./support/session-world.ts";

const notVerified = "trusted_token_email_not_verified";
const mismatch = "trusted_token_external_id_mismatch";

/** What a token says of its address, and which settings take its word for it. */
const sayings: readonly (readonly [what: string, claims: JsonObject, taken: readonly LinkByEmail[]])[] = [
  ["true", { email_verified: true }, ["verified", "asserted"]],
  ["nothing", {}, ["asserted"]],
  ["false", { email_verified: false }, []],
  ["null", { email_verified: null }, []],
  ["the text `true`", { email_verified: "true" }, []],
  ["the text `false`", { email_verified: "false" }, []],
  ["0", { email_verified: 0 }, []],
  ["1", { email_verified: 1 }, []],
  ["an object", { email_verified: { true: true } }, []],
  ["a list", { email_verified: [true] }, []],
];
const settings: readonly LinkByEmail[] = ["never", "verified", "asserted"];

/** A member or user who has that external id, or none. */
async function withSomebody(world: SessionWorld, externalId: string | null): Promise<Subject> {
  const context = await world.context();
  const organizationId = context.vertical.hasOrganization ? (await withAda(world)).organization.id : "";
  const somebody = { organizationId, emailAddress: "bob@example.com", externalId };
  return insertSubject(context, newSubject(context, somebody));
}

function attested(world: SessionWorld, claims: JsonObject, more: { readonly session_token?: string } = {}) {
  return world.context().then(async (context) => {
    const token = await world.token({ email: "bob@example.com", org: "acme-1", ...claims });
    return attest(context, { profile_id: "profile", token, session_duration_minutes: 60, ...more });
  });
}

/** The type of a refusal that wrote nothing. */
async function refusedUntouched(world: SessionWorld, claims: JsonObject): Promise<string> {
  const before = await world.dump();
  const type = await refusal(attested(world, claims));
  expect(await world.dump()).toEqual(before);
  return type;
}

describe.each<ProjectVerticalId>(["b2b", "consumer"])("linking by e-mail address in a %s project", (vertical) => {
  const worldWith = (linkByEmail: LinkByEmail) => sessionWorld({ vertical, profile: { linkByEmail } });

  describe.each(settings)("under `%s`", (linkByEmail) => {
    test.each(sayings)(
      "a token that says %s leads to the record with its address only where it is taken",
      async (_, claims, taken) => {
        const world = await worldWith(linkByEmail);
        const bob = await withSomebody(world, null);
        if (taken.includes(linkByEmail)) {
          expect((await attested(world, { ...claims, sub: "b" })).subject).toMatchObject({
            id: bob.id,
            externalId: "b",
          });
        } else {
          expect(await refusedUntouched(world, { ...claims, sub: "b" })).toBe(notVerified);
          expect(await refusedUntouched(world, { ...claims, sub: "b", email: "BOB@Example.COM" })).toBe(notVerified);
          expect(await refusedUntouched(world, claims)).toBe(notVerified);
        }
      },
    );

    test.each(sayings)(
      "a token that says %s makes a record only where its word would be taken",
      async (_, claims, taken) => {
        const world = await worldWith(linkByEmail);
        await withSomebody(world, null);
        const carol = { ...claims, sub: "c", email: "carol@example.com" };
        if (taken.includes(linkByEmail === "never" ? "asserted" : linkByEmail)) {
          expect((await attested(world, carol)).subject).toMatchObject({ emailAddress: "carol@example.com" });
        } else {
          expect(await refusedUntouched(world, carol)).toBe(notVerified);
          expect(await refusedUntouched(world, { ...carol, org: "an-organization-to-be-made" })).toBe(notVerified);
        }
      },
    );

    test("the external id leads to its record whatever the token says of the address", async () => {
      const world = await worldWith(linkByEmail);
      const bob = await withSomebody(world, "b");
      for (const [, claims] of sayings) {
        const { subject } = await attested(world, { ...claims, sub: "b", email: "somebody@example.com" });
        expect(subject).toEqual(bob);
      }
    });

    test("a record with an external id is no other's, and nobody's who leaves the claim out", async () => {
      const world = await worldWith(linkByEmail);
      await withSomebody(world, "b");
      const expected = linkByEmail === "never" ? notVerified : mismatch;
      for (const sub of [{ sub: "x" }, {}]) {
        expect(await refusedUntouched(world, { email_verified: true, ...sub })).toBe(expected);
      }
    });

    test("attaching to a session needs the address as much", async () => {
      const world = await worldWith(linkByEmail);
      await withSomebody(world, "b");
      const session_token = (await attested(world, { sub: "b" })).minted?.sessionToken ?? "";
      for (const claims of [{ email_verified: false }, { email_verified: null }, { email_verified: "true" }]) {
        const before = await world.dump();
        expect(await refusal(attested(world, { ...claims, jti: "token-2" }, { session_token }))).toBe(notVerified);
        expect(await world.dump()).toEqual(before);
      }
    });
  });
});

describe("what a profile maps `email_verified` to", () => {
  const mapped = async (email_verified: string, linkByEmail: LinkByEmail = "verified") => {
    const base = { email: "email", token_id: "jti", external_member_id: "sub", organization_id: "org" };
    const world = await sessionWorld({ profile: { linkByEmail, attributeMapping: { ...base, email_verified } } });
    await withSomebody(world, null);
    return world;
  };

  test("counts instead of the claim of that name", async () => {
    const world = await mapped("email_ok");
    expect(await refusedUntouched(world, { sub: "b", email_verified: true })).toBe(notVerified);
    const { subject } = await attested(world, { sub: "b", email_verified: false, email_ok: true });
    expect(subject).toMatchObject({ externalId: "b" });
  });

  test("is found in objects, and null there says no", async () => {
    const world = await mapped("https://example.com/claims.email.ok", "asserted");
    const said = (ok: null | boolean) => ({ "https://example.com/claims": { email: { ok } } });
    expect(await refusedUntouched(world, { sub: "b", ...said(null) })).toBe(notVerified);
    expect((await attested(world, { sub: "b", ...said(true) })).subject).toMatchObject({ externalId: "b" });
  });
});

describe("a profile that maps no external id", () => {
  test("finds a record by its address whatever external id it has", async () => {
    const attributeMapping = { email: "email", token_id: "jti", organization_id: "org" };
    const world = await sessionWorld({ profile: { linkByEmail: "verified", attributeMapping } });
    const bob = await withSomebody(world, "b");
    expect((await attested(world, { sub: "x", email_verified: true })).subject).toEqual(bob);
  });
});
