import { describe, expect, test } from "vitest";
import { deleteOrganization, deleteSubject, updateOrganization, updateSubject } from "../../../src/directory/index.ts";
import { publishConfiguration } from "../../../src/publishing/index.ts";
import { recordedStore } from "../../support/recorded-store.ts";
import { addMembers, contextOf, newShop, withRoles } from "../support/world.ts";

const actor = "tester";

describe("taking a role out of the policy", () => {
  test("is refused while a member has it assigned", async () => {
    const { backend, project } = await newShop();
    await publishConfiguration(backend, project, withRoles("editor", "viewer"), { actor });
    const { members } = await addMembers(
      await contextOf(backend, project),
      ["a@example.com", "b@example.com"],
      ["editor"],
    );
    const { store, writes } = recordedStore(backend.store);
    expect(await publishConfiguration({ ...backend, store }, project, withRoles("viewer"), { actor })).toEqual({
      ok: false,
      problems: [
        {
          code: "rbac_role_assigned",
          pointer: "/policy/roles",
          message: expect.stringMatching(
            /^the policy cannot do without the role `editor`: `member-test-[^`]+` and 1 more have it assigned$/,
          ),
          help: "take it from them first, or keep it in the policy",
        },
      ],
    });
    expect(writes).toEqual([]);
    for (const member of members) await deleteSubject(await contextOf(backend, project), member);
    expect(await publishConfiguration(backend, project, withRoles("viewer"), { actor })).toMatchObject({ ok: true });
  });

  test("is refused while an organization gives it to a domain", async () => {
    const { backend, project } = await newShop();
    await publishConfiguration(backend, project, withRoles("editor"), { actor });
    const context = await contextOf(backend, project);
    const { organization } = await addMembers(context, []);
    const implicitRoles = [{ domain: "example.com", roleId: "editor" }];
    await updateOrganization(context, organization, { implicitRoles });
    const refused = await publishConfiguration(backend, project, withRoles(), { actor });
    expect(refused).toMatchObject({
      ok: false,
      problems: [
        { message: `the policy cannot do without the role \`editor\`: \`${organization.id}\` has it assigned` },
      ],
    });
    await deleteOrganization(context, organization);
    expect(await publishConfiguration(backend, project, withRoles(), { actor })).toMatchObject({ ok: true });
  });

  test("is refused when a member gets it while the template is tried", async () => {
    const { backend, project } = await newShop();
    await publishConfiguration(backend, project, withRoles("editor"), { actor });
    const context = await contextOf(backend, project);
    const members = [...(await addMembers(context, ["a@example.com"])).members];
    const { store, writes } = recordedStore(
      backend.store,
      () => {},
      async ({ collection }) => {
        if (collection !== "organizations") return;
        for (const member of members.splice(0)) await updateSubject(context, member, { roles: ["editor"] });
      },
    );
    const publication = await publishConfiguration({ ...backend, store }, project, withRoles(), { actor });
    expect(publication).toMatchObject({ ok: false, problems: [{ code: "rbac_role_assigned" }] });
    expect(writes).toEqual([]);
  });

  test("is not refused for a member who was left in a deleted organization", async () => {
    const { backend, project } = await newShop();
    await publishConfiguration(backend, project, withRoles("editor"), { actor });
    const { organization } = await addMembers(await contextOf(backend, project), ["a@example.com"], ["editor"]);
    // The deletion dies once the organization is marked, before its members are.
    const { store } = recordedStore(backend.store, ({ collection }) => {
      if (collection === "subjects") throw new Error("no disk");
    });
    const deletion = deleteOrganization(await contextOf({ ...backend, store }, project), organization);
    await expect(deletion).rejects.toThrow("no disk");
    expect(await publishConfiguration(backend, project, withRoles(), { actor })).toMatchObject({ ok: true });
  });

  test("is not refused for a role that nobody has", async () => {
    const { backend, project } = await newShop();
    await publishConfiguration(backend, project, withRoles("editor", "viewer"), { actor });
    await addMembers(await contextOf(backend, project), ["a@example.com"], ["editor"]);
    expect(await publishConfiguration(backend, project, withRoles("editor"), { actor })).toMatchObject({ ok: true });
  });

  test("is looked at for all members, however many there are", async () => {
    const { backend, project, test } = await newShop();
    await publishConfiguration(backend, project, withRoles("editor"), { actor });
    const context = await contextOf(backend, project);
    const { members } = await addMembers(context, ["first@example.com"], ["editor"]);
    test.advance(1);
    await addMembers(
      context,
      Array.from({ length: 1001 }, (_, n) => `m${n}@example.com`),
    );
    const refused = await publishConfiguration(backend, project, withRoles(), { actor });
    expect(refused).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining(members[0]?.id ?? "-") }],
    });
  });
});
