import { describe, expect, test } from "vitest";
import {
  createOrganization,
  deleteOrganization,
  deleteSubject,
  insertSubject,
  newSubject,
} from "../../../src/directory/index.ts";
import type { Json } from "../../../src/language/json.ts";
import { type Configuration, createProject } from "../../../src/projects/index.ts";
import { publishConfiguration } from "../../../src/publishing/index.ts";
import { addMembers, contextOf, newBackend, newShop, withTemplate } from "../support/world.ts";

const actor = "tester";
const path = "member.trusted_metadata";
const level = { type: "object", properties: { level: { type: "integer" } }, required: ["level"] };
const missing = { pointer: "", message: "`level` is missing: it must be integer" };

function withSchemas(schemas: Readonly<Record<string, Json>>): (configuration: Configuration) => Configuration {
  return (configuration) => ({ ...configuration, schemas });
}

describe("the trial of schemas", () => {
  test("counts the members and organizations that do not fit, and publishes all the same", async () => {
    const { backend, project, test } = await newShop();
    const context = await contextOf(backend, project);
    const { members, organization } = await addMembers(context, ["a@example.com"]);
    test.advance(1);
    const later = await addMembers(context, ["b@example.com"]);
    await createOrganization(context, { name: "Zeta", trustedMetadata: { level: 1 } });
    const schemas = { [path]: level, "organization.trusted_metadata": level };
    const publication = await publishConfiguration(backend, project, withSchemas(schemas), { actor });
    expect(members).toHaveLength(1);
    expect(publication).toEqual({
      ok: true,
      revision: 1,
      isChanged: true,
      notes: [],
      trial: { evaluated: 2, isPart: false, failed: 0, refused: 0, refusals: [] },
      schemaTrials: [
        {
          path,
          checked: 2,
          isPart: false,
          misfitting: 2,
          example: { recordId: later.members[0]?.id, misfit: missing },
        },
        {
          path: "organization.trusted_metadata",
          checked: 3,
          isPart: false,
          misfitting: 2,
          example: { recordId: organization.id, misfit: missing },
        },
      ],
    });
  });

  test("counts users", async () => {
    const { backend } = await newBackend();
    const slugs = { projectSlug: "app", environmentSlug: "test" };
    const project = await createProject(backend, { projectId: "project-test-2", vertical: "consumer", ...slugs });
    const context = await contextOf(backend, project);
    const user = newSubject(context, { organizationId: "", emailAddress: "a@example.com" });
    await insertSubject(context, user);
    const schemas = { "user.trusted_metadata": level };
    expect(await publishConfiguration(backend, project, withSchemas(schemas), { actor })).toMatchObject({
      schemaTrials: [{ checked: 1, misfitting: 1, example: { recordId: user.id, misfit: missing } }],
    });
  });

  test("passes over what is deleted", async () => {
    const { backend, project } = await newShop();
    const context = await contextOf(backend, project);
    const { members } = await addMembers(context, ["a@example.com"]);
    for (const member of members) await deleteSubject(context, member);
    await deleteOrganization(context, await createOrganization(context, { name: "Gone" }));
    const schemas = { [path]: level, "organization.trusted_metadata": { type: "object" } };
    expect(await publishConfiguration(backend, project, withSchemas(schemas), { actor })).toMatchObject({
      schemaTrials: [
        { path, checked: 0, misfitting: 0 },
        { checked: 1, misfitting: 0 },
      ],
    });
  });

  test("is of the thousand who came last", async () => {
    const { backend, project, test } = await newShop();
    const context = await contextOf(backend, project);
    await addMembers(context, ["first@example.com"]);
    test.advance(1);
    const addresses = Array.from({ length: 1000 }, (_, n) => `m${n}@example.com`);
    const { members } = await addMembers(context, addresses);
    // The one that is passed over is replaced by an older one.
    for (const member of members.slice(0, 1)) await deleteSubject(context, member);
    expect(await publishConfiguration(backend, project, withSchemas({ [path]: level }), { actor })).toMatchObject({
      schemaTrials: [{ checked: 1000, misfitting: 1000 }],
    });
    test.advance(1);
    await addMembers(context, ["last@example.com"]);
    expect(await publishConfiguration(backend, project, withTemplate('{ "a": 1 }'), { actor })).toMatchObject({
      schemaTrials: [{ checked: 1000, misfitting: 1000 }],
    });
  });

  test("ends after two seconds for all schemas together, and says what it came to", async () => {
    const { backend, project } = await newShop();
    const addresses = Array.from({ length: 30 }, (_, n) => `m${n}@example.com`);
    await addMembers(await contextOf(backend, project), addresses);
    let now = 0;
    // Each look at the clock takes a twentieth of a second; the trial of the template looks 31 times.
    const pacing = { ...backend.pacing, elapsedMilliseconds: () => (now += 50) };
    const change = withSchemas({ [path]: level, "organization.trusted_metadata": level });
    expect(await publishConfiguration({ ...backend, pacing }, project, change, { actor })).toMatchObject({
      ok: true,
      trial: { evaluated: 30, isPart: false },
      schemaTrials: [
        { path, checked: 30, isPart: false, misfitting: 30 },
        { checked: 1, isPart: false },
      ],
    });
    const slow = { ...backend, pacing: { ...backend.pacing, elapsedMilliseconds: () => (now += 100) } };
    const other = withSchemas({ [path]: { type: "object" }, "organization.trusted_metadata": level });
    expect(await publishConfiguration(slow, project, other, { actor })).toMatchObject({
      ok: true,
      trial: { evaluated: 20, isPart: true },
      schemaTrials: [
        { path, checked: 20, isPart: true, misfitting: 0 },
        { checked: 0, isPart: true, misfitting: 0 },
      ],
    });
  });

  test("takes the metadata that a record is about to have for that which it has", async () => {
    const { backend, project } = await newShop();
    const { members } = await addMembers(await contextOf(backend, project), ["a@example.com", "b@example.com"]);
    const known = members.slice(0, 1).map((member) => ({ ...member, trustedMetadata: '{"level":1}' }));
    const subjects = new Map(known.map((member) => [member.id, member]));
    const options = { actor, prospects: { subjects, organizations: new Map() } };
    expect(await publishConfiguration(backend, project, withSchemas({ [path]: level }), options)).toMatchObject({
      schemaTrials: [{ checked: 2, misfitting: 1, example: { recordId: members[1]?.id } }],
    });
  });

  test("is left out where neither a schema nor the template is changed", async () => {
    const { backend, project } = await newShop();
    await publishConfiguration(backend, project, withSchemas({ [path]: level }), { actor });
    const publication = await publishConfiguration(
      backend,
      project,
      (configuration) => ({ ...configuration, customAudience: "a" }),
      { actor },
    );
    expect(publication).toEqual({ ok: true, revision: 2, isChanged: true, notes: [] });
  });
});
