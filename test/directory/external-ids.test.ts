import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { insertSubject, newSubject, subjectCollection, updateSubject } from "../../src/directory/index.ts";
import { compile } from "../../src/language/index.ts";
import { ApiError, idKinds } from "../../src/projects/index.ts";
import { directoryWorld, refusal } from "./support/directory-world.ts";

const organizationId = "organization-test-1";

/** The error of a new member or user with this external id, or what it got. */
async function outcomes(externalId: string) {
  const member = { organizationId, emailAddress: "ada@example.com", externalId };
  const user = { organizationId: "", emailAddress: "ada@example.com", externalId };
  const [ofMembers, ofUsers] = [(await directoryWorld()).context, (await directoryWorld("consumer")).context];
  const attempt = (make: () => { readonly externalId: string | null }) => {
    try {
      return make().externalId;
    } catch (error) {
      if (error instanceof ApiError) return { type: error.type, details: error.details };
      throw error;
    }
  };
  return [attempt(() => newSubject(ofMembers, member)), attempt(() => newSubject(ofUsers, user))];
}

const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index));
const allowed = printable.filter((character) => !'"\\'.includes(character)).join("");

describe("the external id of a member or user", () => {
  test.each([
    "samlp|acme|a@b",
    "repo:org/app:ref:refs/heads/main",
    "spiffe://prod.example/ns/default/sa/api",
    "Zm9v+/bar==",
    "https://idp.example/users/1?x=%2F#y",
    "...",
    "../..",
    "%2e%2e",
    "member-tests",
    "Member-test-1",
    "x-member-test-1",
    allowed,
    "~".repeat(128),
  ])("is what issuers have as a subject: %s", async (externalId) => {
    expect(await outcomes(externalId)).toEqual([externalId, externalId]);
  });

  test.each<[string, readonly string[] | undefined]>([
    ["", undefined],
    ["x".repeat(129), undefined],
    [".", undefined],
    ["..", undefined],
    ["a b", [" "]],
    ["a\tb\n", ["\t", "\n"]],
    ['"a"', ['"']],
    ["a\\b", ["\\"]],
    ["\u007f\u0000", ["\u007f", "\u0000"]],
    ["Zo\u00eb\u00a0\u2003", ["\u00eb", "\u00a0", "\u2003"]],
    ["\u{1f511}", ["\u{1f511}"]],
    ["\ud800", ["\ud800"]],
    ["абвгдежзиклм", [..."абвгдежзик"]],
  ])("is not %j, and the characters that are in the way are told", async (externalId, characters) => {
    const details = characters && { characters };
    const refused = { type: "invalid_external_id", details };
    expect(await outcomes(externalId)).toEqual([refused, refused]);
  });

  test("does not begin as an id of ours does, of whatever kind and environment", async () => {
    const malformed = { type: "invalid_external_id", details: undefined };
    for (const kind of idKinds) {
      for (const environment of ["test", "live"]) {
        const id = `${kind}-${environment}-1`;
        expect({ id, outcomes: await outcomes(id) }).toEqual({
          id,
          outcomes: [
            kind === "member" ? { ...malformed, type: "external_member_id_same_as_member_id" } : malformed,
            kind === "user" ? { ...malformed, type: "external_user_id_same_as_user_id" } : malformed,
          ],
        });
      }
    }
  });

  test("that a record once got stays what it is when it is said again", async () => {
    const { context } = await directoryWorld();
    const before = await insertSubject(
      context,
      newSubject(context, { organizationId, emailAddress: "ada@example.com" }),
    );
    const old = { ...before, externalId: "user-test-1", externalIdKey: "user-test-1" };
    const stored = await context.scope.collection(subjectCollection).replace(old);
    const named = await updateSubject(context, stored, { externalId: "user-test-1", name: "Ada" });
    expect(named).toMatchObject({ externalId: "user-test-1", name: "Ada" });
    expect(await refusal(() => updateSubject(context, named, { externalId: "user-test-2" }))).toBe(
      "invalid_external_id",
    );
  });

  test("takes one byte of JSON text for each character, as the bounds of the vocabulary have it", async () => {
    const { template } = compile('{ "a": << member.external_id >> }');
    const worst = Buffer.byteLength(JSON.stringify({ a: "~".repeat(128) }));
    expect(template?.size).toMatchObject({ greatest: worst });
    const { context } = await directoryWorld();
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...allowed), minLength: 3, maxLength: 128 }), (externalId) => {
        const member = newSubject(context, { organizationId, emailAddress: "ada@example.com", externalId });
        expect(member).toMatchObject({ externalId });
        expect(Buffer.byteLength(JSON.stringify(externalId))).toBe(externalId.length + 2);
      }),
    );
  });
});
