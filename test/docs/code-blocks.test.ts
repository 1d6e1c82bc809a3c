import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { validateConfiguration } from "../../src/cli/configuration/validate-configuration.ts";
import { compileExpression } from "../../src/language/index.ts";
import { lintRules } from "../../src/language/lint/rules.ts";
import { checkDeclaredProfile } from "../../src/publishing/index.ts";
import { publicKeys } from "../support/public-keys.ts";
import { type Block, blocks, nameOf, pages, root, textOf } from "./blocks/block.ts";
import { isOf, notRun } from "./blocks/not-run.ts";
import { blocksOf, expressionForms, fileOf, type Way, waysOf } from "./blocks/way.ts";

/** The blocks that go a way, with their names. */
function named(way: Way): readonly (readonly [string, Block])[] {
  return blocksOf(way).map((block) => [nameOf(block), block]);
}

describe("the blocks of the pages", () => {
  test("are all there is behind fences", () => {
    const fences = pages.map((page) => [page, textOf(page).match(/^[ \t>*-]*(?:```|~~~)/gm)?.length ?? 0]);
    expect(fences).toEqual(pages.map((page) => [page, 2 * blocks.filter((one) => one.page === page).length]));
    expect(blocks.length).toBeGreaterThan(200);
  });

  test("are each checked in one way: see test/docs/blocks/way.ts for a new one", () => {
    const ways = blocks.map((block) => [`${nameOf(block)} (${block.info})`, waysOf(block)] as const);
    expect(ways.filter(([, { length }]) => length !== 1)).toEqual([]);
  });

  test("are run, unless the list of those that cannot be run has one: each of its entries", () => {
    const entries = notRun.map((entry) => [
      entry.page,
      entry.firstLine,
      blocks.filter((one) => isOf(entry, one)).length,
    ]);
    expect(entries).toEqual(notRun.map(({ page, firstLine }) => [page, firstLine, 1]));
    expect(notRun.filter(({ reason }) => reason === "")).toEqual([]);
  });
});

describe("a file that a page shows", () => {
  const nameIn = ({ info }: Block) => fileOf(info) ?? "";
  const [ofPackage, ofPage] = [true, false].map((has) =>
    named("file").filter(([, one]) => nameIn(one).includes("/") === has),
  );

  // What stands behind a fence is not shown.
  test.each(named("file"))("is called by its name above it: %s", (_, block) => {
    expect(block.above).toContain(nameIn(block));
  });

  test.each(ofPackage ?? [])("is the one of the package: %s", (_, block) => {
    expect(block.text).toBe(readFileSync(join(root, nameIn(block)), "utf8").trimEnd());
  });

  test.each(ofPage ?? [])("is named by another block: %s", (_, block) => {
    const others = blocks.filter((one) => one.page === block.page && one !== block);
    expect(others.filter(({ text }) => text.includes(nameIn(block)))).not.toEqual([]);
    if (block.info.endsWith(".json")) JSON.parse(block.text);
  });
});

describe("a configuration that a page shows", () => {
  const published = JSON.parse(readFileSync(join(root, "schemas/claimsmith.schema.json"), "utf8"));
  const fits = new Ajv({ allErrors: true, strictTypes: false }).compile(published);

  test.each(named("configuration"))("is one: %s", (_, { text }) => {
    const value: unknown = JSON.parse(text);
    const ids = lintRules.map(({ id }) => id);
    expect(validateConfiguration(value, ids)).toMatchObject({ ok: true });
    expect([fits(value), fits.errors]).toEqual([true, null]);
  });
});

/** What a profile has where a page shows some of its fields. */
const wholeProfile = {
  name: "idp",
  issuer: "https://auth.example.com",
  audience: "https://api.example.com",
  attribute_mapping: { email: "email", token_id: "jti" },
};

describe("a profile that a page shows", () => {
  test.each(named("profile"))("can be published: %s", async (_, { info, text }) => {
    const shown = JSON.parse(text);
    const keys = Object.hasOwn(shown, "public_key_type") ? {} : { pem_files: ["./public_key.pem"] };
    const profile = info === "json profile" ? shown : { ...wholeProfile, ...keys, ...shown };
    const vertical = Object.hasOwn(profile.attribute_mapping, "external_user_id") ? "consumer" : "b2b";
    const readFile = async () => Buffer.from(publicKeys.rsa);
    const { problems, prepared } = await checkDeclaredProfile(profile, { vertical, readFile });
    expect([problems, prepared === undefined]).toEqual([[], false]);
  });
});

describe("an expression of a profile that a page shows", () => {
  test.each(named("expression"))("compiles: %s", (_, { info, text }) => {
    expect(compileExpression(text, { vocabulary: "token", ...expressionForms.get(info) }).diagnostics).toEqual([]);
  });
});
