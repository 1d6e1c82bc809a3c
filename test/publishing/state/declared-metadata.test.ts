import { describe, expect, test } from "vitest";
import { subjectByEmail } from "../../../src/directory/index.ts";
import { configurationIn, shopWorld } from "../support/shop-world.ts";
import { organizationId, shopId } from "../support/states.ts";

/** About which there is nothing to say. */
const template = "{}";
const schemas = { "member.trusted_metadata": "./schemas/level.json" };
const levelFile = {
  "./schemas/level.json": JSON.stringify({
    type: "object",
    properties: { level: { type: "integer", minimum: 1, maximum: 9 }, team: { type: "string", maxLength: 20 } },
    required: ["level"],
  }),
};

describe("declared metadata that its schema does not fit", () => {
  test("is a problem at its place, and nothing is written", async () => {
    const { backend, context, members } = await shopWorld();
    const declared = { external_id: "u1", name: "Countess", trusted_metadata: { team: 7 } };
    const newcomer = { email_address: "eve@example.com", trusted_metadata: { team: [] } };
    const before = await configurationIn(backend, shopId);
    const problem = (index: number) => ({
      code: "metadata_schema_mismatch",
      pointer: `/projects/0/organizations/0/members/${index}/trusted_metadata/team`,
      message: "does not fit the schema of the metadata: must be string(..20)",
    });
    expect(await members(declared, newcomer)).toEqual({ ok: false, problems: [problem(0), problem(1)] });
    expect(await subjectByEmail(context, organizationId, "ada@example.com")).toMatchObject({ name: "Ada" });
    expect(await configurationIn(backend, shopId)).toEqual(before);
  });

  test("is seen with the schema that comes with it", async () => {
    const { declare } = await shopWorld();
    const ada = { external_id: "u1", trusted_metadata: { level: "high" } };
    const organizations = [{ organization_slug: "acme", members: [ada] }];
    expect(await declare({ schemas, organizations }, levelFile)).toMatchObject({
      ok: false,
      problems: [{ pointer: "/projects/0/organizations/0/members/0/trusted_metadata/level" }],
    });
  });
});

describe("a schema that records do not fit", () => {
  test("is a warning with how many they are and one of them", async () => {
    const { context, declare } = await shopWorld();
    const bob = await subjectByEmail(context, organizationId, "bob@example.com");
    const ada = { external_id: "u1", trusted_metadata: { level: 3 } };
    const organizations = [{ organization_slug: "acme", members: [ada] }];
    expect(await declare({ template, schemas, organizations }, levelFile)).toMatchObject({
      ok: true,
      warnings: [
        {
          code: "metadata_schema_mismatch",
          pointer: "/projects/0/schemas/member.trusted_metadata",
          message: `the schema of \`member.trusted_metadata\` does not fit 1 of the 2 records checked, such as \`${bob?.id}\`: \`level\` is missing: it must be integer(1..9)`,
          help: "templates are checked for metadata that fits: mend the records, or widen the schema",
        },
      ],
    });
  });

  test("names the place in the metadata", async () => {
    const { context, declare } = await shopWorld();
    const ada = await subjectByEmail(context, organizationId, "ada@example.com");
    const numbers = { "./schemas/level.json": '{ "type": "object", "properties": { "team": { "type": "number" } } }' };
    expect(await declare({ template, schemas }, numbers)).toMatchObject({
      ok: true,
      warnings: [{ message: expect.stringContaining(`such as \`${ada?.id}\`, at \`/team\`: must be number`) }],
    });
  });

  test("is no warning where the same state mends them", async () => {
    const { declare } = await shopWorld();
    const trusted_metadata = { level: 3 };
    const members = [
      { external_id: "u1", trusted_metadata },
      { email_address: "bob@example.com", trusted_metadata },
      { email_address: "new@example.com", trusted_metadata },
    ];
    const organizations = [{ organization_slug: "acme", members }];
    expect(await declare({ template, schemas, organizations }, levelFile)).toMatchObject({ ok: true, warnings: [] });
  });
});
