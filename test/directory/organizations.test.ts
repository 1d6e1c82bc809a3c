import { describe, expect, test } from "vitest";
import {
  createOrganization,
  deleteOrganization,
  findOrganization,
  findSubject,
  insertSubject,
  newSubject,
  organizationByIdOrExternalId,
  readOrganizationSettings,
  subjectCollection,
  updateOrganization,
} from "../../src/directory/index.ts";
import { directoryWorld, refusal } from "./support/directory-world.ts";

async function withAcme() {
  const world = await directoryWorld();
  const acme = await createOrganization(world.context, { name: "Acme", slug: "acme", externalId: "acme-1" });
  return { ...world, acme };
}

describe("an organization", () => {
  test("is found by id, by external id and by slug", async () => {
    const { context, acme } = await withAcme();
    for (const ref of [acme.id, "acme-1", "acme"]) expect(await findOrganization(context, ref)).toEqual(acme);
  });

  test("is found by its slug, whoever else has that for an external id", async () => {
    const { context, acme } = await withAcme();
    const other = await createOrganization(context, { name: "Other", slug: "other", externalId: "acme" });
    expect(await findOrganization(context, "acme")).toEqual(acme);
    expect(await findOrganization(context, "other")).toEqual(other);
  });

  test.each(["", "Acme", "organization-test-x", "\u0000", "x".repeat(5000)])("is not found by `%s`", async (ref) => {
    const { context } = await withAcme();
    expect(await refusal(() => findOrganization(context, ref))).toBe("organization_not_found");
  });

  test("is what a token names by id and by external id, and never by slug", async () => {
    const { context, acme } = await withAcme();
    expect(await organizationByIdOrExternalId(context, acme.id)).toEqual({ found: acme });
    expect(await organizationByIdOrExternalId(context, "acme-1")).toEqual({ found: acme });
    expect(await organizationByIdOrExternalId(context, "acme")).toBeUndefined();
  });

  test.each([
    ["id", { id: "organization-test-1", slug: "first" }, { id: "organization-test-1" }, "organization_id_already_used"],
    ["slug", { slug: "first" }, { slug: "first" }, "organization_slug_already_used"],
    ["external id", { externalId: "one" }, { externalId: "one" }, "organization_external_id_already_used"],
  ])("cannot have the %s of another one", async (_what, first, second, type) => {
    const { context } = await directoryWorld();
    await createOrganization(context, { name: "First", ...first });
    expect(await refusal(() => createOrganization(context, { name: "Second", ...second }))).toBe(type);
  });
});

describe("an update of an organization", () => {
  test("changes what it names and nothing else", async () => {
    const { context, acme, advance } = await withAcme();
    advance(1000);
    const changed = await updateOrganization(context, acme, {
      name: "Acme Ltd",
      slug: "acme-ltd",
      externalId: "acme-2",
      logoUrl: "https://acme.example/new.png",
      trustedMetadata: { plan: "gold" },
      implicitRoles: [{ domain: "acme.example", roleId: "reader" }],
      settings: { mfa_policy: "REQUIRED_FOR_ALL" },
    });
    expect(changed).toEqual({
      ...acme,
      revision: 2,
      name: "Acme Ltd",
      slug: "acme-ltd",
      externalId: "acme-2",
      logoUrl: "https://acme.example/new.png",
      trustedMetadata: '{"plan":"gold"}',
      implicitRoles: [{ domain: "acme.example", roleId: "reader" }],
      otherFields: changed.otherFields,
      updatedAt: acme.updatedAt + 1000,
    });
    expect(readOrganizationSettings(changed.otherFields)).toEqual({
      ...readOrganizationSettings(acme.otherFields),
      mfa_policy: "REQUIRED_FOR_ALL",
    });
    expect(await findOrganization(context, "acme-ltd")).toEqual(changed);
    expect(await updateOrganization(context, changed, {})).toEqual({ ...changed, revision: 3 });
  });

  test("takes the external id away with null, and another may have it then", async () => {
    const { context, acme } = await withAcme();
    expect(await updateOrganization(context, acme, { externalId: null })).toMatchObject({ externalId: null });
    const other = await createOrganization(context, { name: "Other", externalId: "acme-1" });
    expect(await findOrganization(context, "acme-1")).toEqual(other);
  });

  test.each([
    ["a name", { name: "" }, "organization_name_missing"],
    ["a slug", { slug: "a" }, "invalid_organization_slug"],
    ["an external id", { externalId: "" }, "invalid_organization_external_id"],
    ["metadata", { trustedMetadata: "x" }, "metadata_invalid_format"],
    ["a role", { implicitRoles: [{ domain: "a.b", roleId: "x" }] }, "invalid_rbac_role_id"],
    ["a slug that another one has", { slug: "other" }, "organization_slug_already_used"],
    ["an external id that another one has", { externalId: "other-1" }, "organization_external_id_already_used"],
  ])("with %s that cannot be is refused and changes nothing", async (_what, changes, type) => {
    const { context, acme } = await withAcme();
    await createOrganization(context, { name: "Other", slug: "other", externalId: "other-1" });
    expect(await refusal(() => updateOrganization(context, acme, changes))).toBe(type);
    expect(await findOrganization(context, "acme")).toEqual(acme);
  });

  test("keeps the changes of others that are made at the same time", async () => {
    const { context, acme } = await withAcme();
    const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
    await Promise.all(keys.map((key) => updateOrganization(context, acme, { trustedMetadata: { [key]: key } })));
    const { trustedMetadata } = await findOrganization(context, acme.id);
    expect(JSON.parse(trustedMetadata)).toEqual(Object.fromEntries(keys.map((key) => [key, key])));
  });

  test("that is made while the organization is deleted does not bring it back", async () => {
    const { context, acme } = await withAcme();
    await deleteOrganization(context, acme);
    expect(await refusal(() => updateOrganization(context, acme, { name: "Back" }))).toBe("organization_not_found");
  });
});

describe("a deleted organization", () => {
  test("is not found, and its sessions are over", async () => {
    const { context, acme, advance } = await withAcme();
    advance(5);
    expect(await deleteOrganization(context, acme)).toEqual({
      ...acme,
      revision: 2,
      slug: null,
      formerSlug: "acme",
      isDeleted: true,
      sessionEpoch: 1,
      updatedAt: acme.updatedAt + 5,
    });
    for (const ref of [acme.id, "acme-1", "acme"]) {
      expect(await refusal(() => findOrganization(context, ref))).toBe("organization_not_found");
    }
  });

  test("leaves its slug to others, and its external id and id to nobody", async () => {
    const { context, acme } = await withAcme();
    await deleteOrganization(context, acme);
    expect(await organizationByIdOrExternalId(context, acme.id)).toEqual({ deleted: true });
    expect(await organizationByIdOrExternalId(context, "acme-1")).toEqual({ deleted: true });
    const other = await createOrganization(context, { name: "Other", slug: "acme" });
    expect(await findOrganization(context, "acme")).toEqual(other);
    expect(await refusal(() => createOrganization(context, { name: "Third", externalId: "acme-1" }))).toBe(
      "organization_external_id_already_used",
    );
  });

  test("takes its members with it, however many they are, and nobody else's", async () => {
    const { context, acme } = await withAcme();
    const other = await createOrganization(context, { name: "Other" });
    const add = (organizationId: string, name: string) =>
      insertSubject(context, newSubject(context, { organizationId, emailAddress: `${name}@example.com` }));
    const names = Array.from({ length: 230 }, (_, index) => `m${index}`);
    const members = await Promise.all(names.map((name) => add(acme.id, name)));
    const bystander = await add(other.id, "m0");
    await deleteOrganization(context, acme);
    const subjects = context.scope.collection(subjectCollection);
    const statuses = await Promise.all(members.map(async ({ id }) => (await subjects.get(id))?.status));
    expect(new Set(statuses)).toEqual(new Set(["deleted"]));
    expect(await findSubject(context, { organizationId: other.id, ref: bystander.id })).toEqual(bystander);
  });

  test("can be deleted again, which finishes what was left", async () => {
    const { context, acme } = await withAcme();
    const deleted = await deleteOrganization(context, acme);
    const late = await insertSubject(
      context,
      newSubject(context, { organizationId: acme.id, emailAddress: "late@example.com" }),
    );
    await deleteOrganization(context, deleted);
    expect((await context.scope.collection(subjectCollection).get(late.id))?.status).toBe("deleted");
  });
});
