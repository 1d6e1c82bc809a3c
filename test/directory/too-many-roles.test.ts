import { describe, expect, test } from "vitest";
import {
  insertOrganization,
  insertSubject,
  newOrganization,
  newSubject,
  type Organization,
  rolesOf,
  type SubjectFields,
  subjectCollection,
  updateOrganization,
  updateSubject,
} from "../../src/directory/index.ts";
import type { ProjectContext } from "../../src/projects/index.ts";
import { fullRoleIds, oneRoleMore, policyOfFullRoles } from "../support/full-roles.ts";
import { directoryWorld, refusal } from "./support/directory-world.ts";

const tooMany = [...fullRoleIds, oneRoleMore];
const byDomain = (ids: readonly string[], domain = "example.com") => ids.map((roleId) => ({ domain, roleId }));

async function world() {
  const { context } = await directoryWorld("b2b", { policy: policyOfFullRoles });
  const organization = (ids: readonly string[]) => made(context, { implicitRoles: byDomain(ids) });
  return { context, organization };
}

async function made(context: ProjectContext, fields: object): Promise<Organization> {
  return insertOrganization(context, await newOrganization(context, { name: "Acme", ...fields }));
}

function member(context: ProjectContext, organization: Organization, fields: Partial<SubjectFields>) {
  const whole = { organizationId: organization.id, emailAddress: "ada@example.com", ...fields };
  return newSubject(context, whole, organization);
}

describe("the role ids in effect of a member", () => {
  test("take 4096 bytes of JSON with the default role and no more, assigned when it is made or later", async () => {
    const { context, organization } = await world();
    const acme = await organization([]);
    const ada = await insertSubject(context, member(context, acme, { roles: fullRoleIds }));
    expect(Buffer.byteLength(JSON.stringify(rolesOf(context, ada, acme)))).toBe(4096);
    expect(await refusal(() => member(context, acme, { roles: tooMany }))).toBe("too_many_roles");
    expect(await refusal(() => updateSubject(context, ada, { roles: tooMany }, acme))).toBe("too_many_roles");
    const renamed = await updateSubject(context, ada, { name: "Ada", roles: fullRoleIds }, acme);
    expect(renamed.roles).toEqual(fullRoleIds);
  });

  test("count those of the domain of its address, whichever is assigned later", async () => {
    const { context, organization } = await world();
    const acme = await organization([oneRoleMore]);
    expect(await refusal(() => member(context, acme, { roles: fullRoleIds }))).toBe("too_many_roles");
    const elsewhere = { emailAddress: "ada@elsewhere.com", roles: fullRoleIds };
    const ada = await insertSubject(context, member(context, acme, elsewhere));
    const move = () => updateSubject(context, ada, { emailAddress: "ada@example.com" }, acme);
    expect(await refusal(move)).toBe("too_many_roles");
    expect(member(context, acme, { roles: [oneRoleMore] }).roles).toEqual([oneRoleMore]);
  });

  test("that are stored go on being served, and what does not change them is changed", async () => {
    const { context, organization } = await world();
    const acme = await organization([]);
    const stored = await insertSubject(context, { ...member(context, acme, {}), roles: tooMany });
    expect(rolesOf(context, stored, acme)).toEqual(["stytch_member", ...tooMany]);
    const renamed = await updateSubject(context, stored, { name: "Ada", roles: tooMany }, acme);
    expect(await context.scope.collection(subjectCollection).get(stored.id)).toEqual(renamed);
    const fewer = await updateSubject(context, renamed, { roles: [] }, acme);
    expect(await refusal(() => updateSubject(context, fewer, { roles: tooMany }, acme))).toBe("too_many_roles");
  });
});

describe("the roles that an organization gives to a domain", () => {
  test("are as many as a member may have who has no others", async () => {
    const { context, organization } = await world();
    const acme = await organization(fullRoleIds);
    expect(member(context, acme, {}).roles).toEqual([]);
    expect(await refusal(() => organization(tooMany))).toBe("too_many_roles");
    const more = { implicitRoles: byDomain(tooMany) };
    expect(await refusal(() => updateOrganization(context, acme, more))).toBe("too_many_roles");
    const split = [...byDomain(fullRoleIds), ...byDomain([oneRoleMore], "example.org")];
    expect((await updateOrganization(context, acme, { implicitRoles: split })).implicitRoles).toEqual(split);
  });

  test("stay where they are stored already", async () => {
    const { context } = await world();
    const fields = await newOrganization(context, { name: "Acme" });
    const stored = await insertOrganization(context, { ...fields, implicitRoles: byDomain(tooMany) });
    const changes = { name: "Acme Inc.", implicitRoles: byDomain(tooMany) };
    expect(await updateOrganization(context, stored, changes)).toMatchObject(changes);
  });
});

test("a user has as many roles", async () => {
  const { context } = await directoryWorld("consumer", { policy: policyOfFullRoles });
  const user = (roles: readonly string[]) =>
    newSubject(context, { organizationId: "", emailAddress: "ada@example.com", roles });
  // Two bytes are left, for the default role of users has a shorter id.
  expect(user(fullRoleIds).roles).toEqual(fullRoleIds);
  expect(await refusal(() => user(tooMany))).toBe("too_many_roles");
});
