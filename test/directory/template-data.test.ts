import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newOrganization, newSubject, type SubjectFields, templateData } from "../../src/directory/index.ts";
import { dataMisfits } from "../../src/language/index.ts";
import { rootsByVertical } from "../../src/language/vocabulary/roots.ts";
import { arbitraryJson } from "../support/arbitrary-json.ts";
import { directoryWorld, policy } from "./support/directory-world.ts";

describe("what a template reads of a member", () => {
  test("is the member with its rights, and its organization", async () => {
    const { context } = await directoryWorld();
    const organization = await newOrganization(context, {
      name: "Acme",
      slug: "acme",
      externalId: "acme-1",
      trustedMetadata: { plan: "gold" },
      implicitRoles: [{ domain: "acme.example", roleId: "auditor" }],
    });
    const member = newSubject(context, {
      organizationId: organization.id,
      emailAddress: "ada@acme.example",
      externalId: "ada",
      name: "Ada",
      roles: ["reader"],
      trustedMetadata: { level: 3 },
      untrustedMetadata: { secret: true },
    });
    expect(templateData(context, member, organization)).toEqual({
      member: {
        member_id: member.id,
        external_id: "ada",
        name: "Ada",
        email_address: "ada@acme.example",
        rbac: {
          roles: ["stytch_member", "reader", "auditor"],
          actions: {
            ...Object.fromEntries(
              ["organization", "member", "sso", "scim"].map((name): [string, string[]] => [`stytch.${name}`, []]),
            ),
            "stytch.self": expect.arrayContaining(["update.info.name"]),
            documents: ["read"],
            logs: ["read"],
          },
        },
        trusted_metadata: { level: 3 },
      },
      organization: {
        organization_id: organization.id,
        external_id: "acme-1",
        organization_name: "Acme",
        organization_slug: "acme",
        trusted_metadata: { plan: "gold" },
      },
    });
  });

  test("has null for what is unset", async () => {
    const { context } = await directoryWorld();
    const organization = await newOrganization(context, { name: "Acme" });
    const member = newSubject(context, { organizationId: organization.id, emailAddress: "a@b" });
    expect(templateData(context, member, organization)).toMatchObject({
      member: { external_id: null, name: null, trusted_metadata: {} },
      organization: { external_id: null, trusted_metadata: {} },
    });
  });

  test("is not there without an organization: that is a mistake of ours", async () => {
    const { context } = await directoryWorld();
    const member = newSubject(context, { organizationId: "organization-test-1", emailAddress: "a@b" });
    expect(() => templateData(context, member, undefined)).toThrow("a member has an organization");
  });
});

describe("what a template reads of a user", () => {
  test("is the user with its rights", async () => {
    const { context } = await directoryWorld("consumer");
    const user = newSubject(context, {
      organizationId: "",
      emailAddress: "ada@example.com",
      phoneNumber: "+14155550123",
      nameParts: { firstName: "Ada" },
      roles: ["editor"],
    });
    expect(templateData(context, user, undefined)).toEqual({
      user: {
        user_id: user.id,
        external_id: null,
        name: { first_name: "Ada", middle_name: null, last_name: null },
        email_address: "ada@example.com",
        phone_number: "+14155550123",
        rbac: { roles: ["stytch_user", "editor"], actions: { documents: ["read", "write"], logs: [] } },
        trusted_metadata: {},
      },
    });
  });

  test("has null for an e-mail address or a phone number that is not there", async () => {
    const { context } = await directoryWorld("consumer");
    const phoneOnly = newSubject(context, { organizationId: "", phoneNumber: "+14155550123" });
    expect(templateData(context, phoneOnly, undefined)).toMatchObject({ user: { email_address: null } });
    const emailOnly = newSubject(context, { organizationId: "", emailAddress: "a@b" });
    expect(templateData(context, emailOnly, undefined)).toMatchObject({ user: { phone_number: null } });
  });
});

describe("whatever the directory takes", () => {
  const plain = fc.string({ unit: fc.constantFrom(..."abcXYZ019._-"), minLength: 2, maxLength: 8 });
  const text = fc.oneof(
    { arbitrary: plain, weight: 3 },
    { arbitrary: fc.string({ unit: "binary", maxLength: 6 }), weight: 1 },
    { arbitrary: fc.constantFrom("", "😀".repeat(128), '"\\', "a".repeat(128), "\u2028"), weight: 1 },
  );
  const metadata = fc.dictionary(fc.constantFrom("a", "b", "__proto__", "constructor"), arbitraryJson(1), {
    noNullPrototype: true,
  });
  const fields = fc.record({
    name: text,
    slug: fc.option(plain, { nil: undefined }),
    externalId: fc.option(text, { nil: undefined }),
    firstName: text,
    phoneNumber: fc.constantFrom("", "+14155550123", "+123456789012345"),
    roles: fc.subarray(["reader", "editor", "auditor", "stytch_admin"]),
    trustedMetadata: metadata,
  });

  test("fits the vocabulary and the policy, so that what is known of a template holds", async () => {
    const b2b = await directoryWorld();
    const consumer = await directoryWorld("consumer");
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(fields, async ({ firstName, slug, name, ...rest }) => {
        try {
          const organization = await newOrganization(b2b.context, { ...rest, name, slug });
          const subject: SubjectFields = { ...rest, name, organizationId: "", emailAddress: "a+\u007b|}@x.example" };
          const member = templateData(b2b.context, newSubject(b2b.context, subject), organization);
          const userFields = { ...subject, name: "", nameParts: { firstName } };
          const user = templateData(
            consumer.context,
            newSubject(consumer.context, withoutAdmin(userFields)),
            undefined,
          );
          taken++;
          expect(dataMisfits(member, { vertical: "b2b", policy })).toEqual([]);
          expect(dataMisfits(user, { vertical: "consumer", policy })).toEqual([]);
        } catch (error) {
          if (!(error instanceof Error) || error.name !== "ApiError") throw error;
        }
      }),
      { numRuns: 300 },
    );
    expect(taken).toBeGreaterThan(30);
  });
});

/** Consumer projects have no `stytch_admin`. */
function withoutAdmin(fields: SubjectFields): SubjectFields {
  return { ...fields, roles: fields.roles?.filter((id) => id !== "stytch_admin") };
}

describe("what a template reads is all of the vocabulary and nothing else", () => {
  const propertiesOf = (data: object) =>
    Object.entries(data).map(([root, properties]) => [root, Object.keys(properties).toSorted()]);

  test.each(["b2b", "consumer"] as const)("in %s projects", async (vertical) => {
    const { context } = await directoryWorld(vertical);
    const organization = vertical === "b2b" ? await newOrganization(context, { name: "Acme" }) : undefined;
    const subject = newSubject(context, { organizationId: organization?.id ?? "", emailAddress: "ada@example.com" });
    expect(propertiesOf(templateData(context, subject, organization))).toEqual(propertiesOf(rootsByVertical[vertical]));
  });
});
