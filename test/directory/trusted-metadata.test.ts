import { describe, expect, test } from "vitest";
import {
  changedOrganization,
  changedSubject,
  createOrganization,
  insertSubject,
  MetadataMismatchError,
  newOrganization,
  newSubject,
  readMetadata,
  updateSubject,
} from "../../src/directory/index.ts";
import { directoryWorld, refusal } from "./support/directory-world.ts";

const level = { type: "integer", minimum: 1, maximum: 9 };
const strict = { type: "object", properties: { level, plan: { type: "string" } }, required: ["level"] };
const schemas = { "member.trusted_metadata": strict, "organization.trusted_metadata": strict };
const mismatch = "metadata_schema_mismatch";

/** The error that is thrown. */
async function mismatchOf(use: () => unknown): Promise<MetadataMismatchError> {
  try {
    await use();
  } catch (error) {
    if (error instanceof MetadataMismatchError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("trusted metadata that has a schema", () => {
  test("is kept where it fits", async () => {
    const { context } = await directoryWorld("b2b", { schemas });
    const { id, trustedMetadata } = await createOrganization(context, { name: "A", trustedMetadata: { level: 1 } });
    expect(readMetadata(trustedMetadata)).toEqual({ level: 1 });
    const member = newSubject(context, { organizationId: id, emailAddress: "a@b", trustedMetadata: { level: 9 } });
    expect(readMetadata(member.trustedMetadata)).toEqual({ level: 9 });
  });

  test("is refused where it does not, of new and of changed records", async () => {
    const { context } = await directoryWorld("b2b", { schemas });
    const acme = await createOrganization(context, { name: "Acme" });
    const ids = { organizationId: acme.id, emailAddress: "a@b" };
    const ada = await insertSubject(context, newSubject(context, ids));
    const trustedMetadata = { level: "high" };
    expect(await refusal(() => newOrganization(context, { name: "B", trustedMetadata }))).toBe(mismatch);
    expect(await refusal(() => changedOrganization(context, acme, { trustedMetadata }))).toBe(mismatch);
    expect(await refusal(() => newSubject(context, { ...ids, trustedMetadata }))).toBe(mismatch);
    expect(await refusal(() => changedSubject(context, ada, { trustedMetadata }))).toBe(mismatch);
  });

  test("is named by its place in the request, without its value", async () => {
    const { context } = await directoryWorld("b2b", { schemas });
    const make = (trustedMetadata: object) => newOrganization(context, { name: "Acme", trustedMetadata });
    const error = await mismatchOf(() => make({ plan: 7 }));
    expect([error.message, error.details]).toEqual([
      "trusted_metadata does not fit its schema: at `/trusted_metadata`, `level` is missing: it must be integer(1..9) (and 1 more)",
      {
        misfits: [
          { pointer: "/trusted_metadata", message: "`level` is missing: it must be integer(1..9)" },
          { pointer: "/trusted_metadata/plan", message: "must be string" },
        ],
      },
    ]);
    const one = await mismatchOf(() => make({ level: "sesame" }));
    expect(one.message).toBe(
      "trusted_metadata does not fit its schema: at `/trusted_metadata/level`, must be integer(1..9)",
    );
    expect(JSON.stringify([one.message, one.details])).not.toContain("sesame");
  });

  test("must fit as it would be stored, not as it is sent", async () => {
    const { context } = await directoryWorld("b2b", { schemas });
    const acme = await createOrganization(context, { name: "Acme", trustedMetadata: { level: 1 } });
    const changed = (trustedMetadata: object) => () => changedOrganization(context, acme, { trustedMetadata });
    expect(readMetadata(changed({ plan: "pro" })().trustedMetadata)).toEqual({ level: 1, plan: "pro" });
    expect(await refusal(changed({ level: null }))).toBe(mismatch);
  });

  test("is not checked where a request says nothing of it, though the schema requires something", async () => {
    const { context } = await directoryWorld("b2b", { schemas });
    const { id } = await createOrganization(context, { name: "Acme" });
    const ada = await insertSubject(context, newSubject(context, { organizationId: id, emailAddress: "a@b" }));
    const named = await updateSubject(context, ada, { name: "Ada" });
    expect([named.name, named.trustedMetadata]).toEqual(["Ada", "{}"]);
    expect(
      await refusal(() => newSubject(context, { organizationId: id, trustedMetadata: {}, emailAddress: "c@d" })),
    ).toBe(mismatch);
  });

  test("of users is checked as well, and untrusted metadata is not", async () => {
    const { context } = await directoryWorld("consumer", { schemas: { "user.trusted_metadata": strict } });
    const ids = { organizationId: "", emailAddress: "a@b" };
    expect(await refusal(() => newSubject(context, { ...ids, trustedMetadata: { level: 10 } }))).toBe(mismatch);
    const free = newSubject(context, { ...ids, untrustedMetadata: { level: "high" } });
    expect(readMetadata(free.untrustedMetadata)).toEqual({ level: "high" });
  });

  test("that another record has a schema for is free", async () => {
    const { context } = await directoryWorld("b2b", { schemas: { "member.trusted_metadata": strict } });
    const { trustedMetadata } = await newOrganization(context, { name: "Acme", trustedMetadata: { level: "high" } });
    expect(readMetadata(trustedMetadata)).toEqual({ level: "high" });
  });
});
