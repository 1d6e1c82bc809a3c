import { describe, expect, test } from "vitest";
import { deleteOrganization, deleteSubject, findOrganization, findSubject } from "../../../src/directory/index.ts";
import { allOrganizations, allSubjects, shopWorld } from "../support/shop-world.ts";
import { organizationId } from "../support/states.ts";

describe("what has been deleted stays deleted", () => {
  test.each([
    ["by its id", { organization_id: organizationId }],
    ["by its external id", { organization_external_id: "acme-1" }],
    ["by its slug", { organization_slug: "acme" }],
  ])("an organization, declared %s, and its members", async (_, declared) => {
    const { context, organizations } = await shopWorld();
    await deleteOrganization(context, await findOrganization(context, organizationId));
    const members = [{ email_address: "new@example.com" }];
    const application = await organizations({ ...declared, organization_name: "Acme", members });
    expect(application).toMatchObject({
      ok: true,
      changes: [],
      warnings: [
        {},
        {
          code: "deleted_record",
          pointer: "/projects/0/organizations/0",
          message: "the organization has been deleted, and stays so",
        },
        { code: "deleted_record", pointer: "/projects/0/organizations/0/members/0" },
      ],
    });
    expect(await allOrganizations(context)).toEqual([]);
  });

  test.each([
    ["by its external id", { external_id: "u1", email_address: "new@example.com" }],
    ["by its address", { email_address: "Ada@example.com" }],
  ])("a member, declared %s", async (_, declared) => {
    const { context, members } = await shopWorld();
    await deleteSubject(context, await findSubject(context, { organizationId, ref: "u1" }));
    const before = await allSubjects(context);
    expect(await members(declared)).toMatchObject({ ok: true, changes: [] });
    expect(await allSubjects(context)).toEqual(before);
  });

  test("a member, declared by its id", async () => {
    const { context, members } = await shopWorld();
    const ada = await findSubject(context, { organizationId, ref: "u1" });
    await deleteSubject(context, ada);
    expect(await members({ member_id: ada.id, name: "New" })).toMatchObject({ ok: true, changes: [] });
  });
});
