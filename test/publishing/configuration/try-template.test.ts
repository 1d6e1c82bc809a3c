import { describe, expect, test } from "vitest";
import { compose, noPatch } from "../../../src/claims/index.ts";
import {
  createOrganization,
  deleteSubject,
  insertSubject,
  newSubject,
  type Subject,
  updateSubject,
} from "../../../src/directory/index.ts";
import type { Permission } from "../../../src/language/index.ts";
import {
  type Configuration,
  configurationCollection,
  configurationId,
  createProject,
} from "../../../src/projects/index.ts";
import { changeConfiguration, publicationWarnings, publishConfiguration } from "../../../src/publishing/index.ts";
import { addMembers, auditLog, contextOf, newBackend, newShop, withRoles, withTemplate } from "../support/world.ts";

const actor = "tester";
const template = '{ "team": << required(member.trusted_metadata.team) >> }';
const forced = { actor, isForced: true };

describe("the trial of a template", () => {
  test("refuses one that leaves a member without the claims of now, and names who, why and where", async () => {
    const { backend, project } = await newShop();
    const { members } = await addMembers(await contextOf(backend, project), ["a@example.com"]);
    const id = members[0]?.id ?? "";
    expect(await publishConfiguration(backend, project, withTemplate(template), { actor })).toEqual({
      ok: false,
      problems: [
        {
          code: "publication_would_refuse_members",
          pointer: "/template",
          message: `1 of the 1 member tried would get no claims any more: \`${id}\` for required-missing at \`/team\`, line 1, column 14 of the template (a required value is missing)`,
          help: 'mend the template, the policy or the records; or publish it all the same with `?force=true`, in a state with `"force": true` or `--force`',
          details: {
            tried: 1,
            is_part: false,
            refused: 1,
            members: [
              {
                id,
                code: "required-missing",
                claim: "/team",
                place: { line: 1, column: 14, end_line: 1, end_column: 52 },
              },
            ],
          },
        },
      ],
    });
    expect(await auditLog(backend, project)).toEqual([]);
  });

  test("lets one through that is forced, and the audit log says so", async () => {
    const { backend, project } = await newShop();
    const { members } = await addMembers(await contextOf(backend, project), ["a@example.com", "b@example.com"]);
    const publication = await publishConfiguration(backend, project, withTemplate(template), forced);
    expect(publication).toMatchObject({ ok: true, revision: 1, trial: { evaluated: 2, failed: 2, refused: 2 } });
    expect(members.map(({ id }) => id)).toContain(publication.ok ? publication.trial?.example?.subjectId : "");
    expect(await auditLog(backend, project)).toMatchObject([{ actor, forced: { tried: 2, refused: 2 } }]);
  });

  test("does not count those who get no claims now", async () => {
    const { backend, project } = await newShop();
    await addMembers(await contextOf(backend, project), ["a@example.com"]);
    await publishConfiguration(backend, project, withTemplate(template), forced);
    const other = '{ "a": 1, "team": << required(member.trusted_metadata.team) >> }';
    expect(await publishConfiguration(backend, project, withTemplate(other), { actor })).toMatchObject({
      ok: true,
      trial: { evaluated: 1, failed: 1, refused: 0 },
    });
    const [entry] = await auditLog(backend, project);
    expect(entry).not.toHaveProperty("forced");
  });

  test("finds the one of a thousand who would be left without", async () => {
    const { backend, project } = await newShop();
    const context = await contextOf(backend, project);
    const organization = await createOrganization(context, { name: "Acme" });
    const add = (index: number, trustedMetadata: { readonly team?: string }) =>
      insertSubject(
        context,
        newSubject(context, {
          organizationId: organization.id,
          emailAddress: `m${index}@example.com`,
          trustedMetadata,
        }),
      );
    const others = Array.from({ length: 999 }, (_, index) => add(index, { team: "blue" }));
    const [lost] = await Promise.all([add(999, {}), ...others]);
    expect(await publishConfiguration(backend, project, withTemplate(template), { actor })).toMatchObject({
      ok: false,
      problems: [{ details: { tried: 1000, refused: 1, members: [{ id: lost.id }] } }],
    });
    await updateSubject(context, lost, { trustedMetadata: { team: "red" } });
    expect(await publishConfiguration(backend, project, withTemplate(template), { actor })).toMatchObject({
      ok: true,
      trial: { evaluated: 1000, failed: 0 },
    });
  });

  test("refuses a policy that takes away what a template needs", async () => {
    const { backend, project } = await newShop();
    const granting = (permissions: Permission[]) => (configuration: Configuration) => ({
      ...configuration,
      template: '{ "first": << required(member.rbac.documents.actions.first()) >> }',
      policy: {
        roles: [{ role_id: "editor", permissions }],
        resources: [{ resource_id: "documents", actions: ["read", "write"] }],
      },
    });
    await publishConfiguration(backend, project, withRoles("editor"), { actor });
    const { members } = await addMembers(await contextOf(backend, project), ["a@example.com"], ["editor"]);
    expect(
      await publishConfiguration(backend, project, granting([{ resource_id: "documents", actions: ["read"] }]), {
        actor,
      }),
    ).toMatchObject({
      ok: true,
      trial: { evaluated: 1, failed: 0 },
    });
    expect(await publishConfiguration(backend, project, granting([]), { actor })).toMatchObject({
      ok: false,
      problems: [
        {
          code: "publication_would_refuse_members",
          pointer: "/policy",
          details: { members: [{ id: members[0]?.id }] },
        },
      ],
    });
  });

  test("refuses claims that are too large with what the newest session was sent", async () => {
    const { backend, project } = await newShop();
    await addMembers(await contextOf(backend, project), ["a@example.com"]);
    const long = withTemplate(`{ "x": "${"x".repeat(2000)}" }`);
    const sent = (bytes: number) => ({
      ...backend,
      newestPatch: async () => compose(noPatch, { y: "y".repeat(bytes) }),
    });
    expect(await publishConfiguration(sent(3000), project, long, { actor })).toMatchObject({
      ok: false,
      problems: [{ details: { members: [{ code: "custom_claims_too_large" }] } }],
    });
    expect(await publishConfiguration(sent(1000), project, long, { actor })).toMatchObject({ ok: true });
  });

  test("names each reason with those whom it is for", async () => {
    const { backend, project } = await newShop();
    const context = await contextOf(backend, project);
    const addresses = ["a@example.com", "b@example.com", "c@example.com", "d@example.com"];
    const { members } = await addMembers(context, addresses);
    const byAddress = (address: string) => {
      const member = members.find(({ emailAddress }) => emailAddress === address);
      if (member === undefined) throw new Error("there is one");
      return member;
    };
    await updateSubject(context, byAddress("b@example.com"), { trustedMetadata: { team: "x".repeat(4000) } });
    await updateSubject(context, byAddress("d@example.com"), { trustedMetadata: { team: "blue" } });
    const change = withTemplate(
      '{ "team": << required(member.trusted_metadata.team) >>, "again": << string(member.trusted_metadata.team) >> }',
    );
    const refused = await publishConfiguration(backend, project, change, { actor });
    const [problem] = refused.ok ? [] : refused.problems;
    const id = (address: string) => `\`${byAddress(address).id}\``;
    const [lead = "", ...rest] = problem?.message.split(/: |; /) ?? [];
    expect(lead).toBe("3 of the 4 members tried would get no claims any more");
    expect(rest).toHaveLength(2);
    expect(rest).toContainEqual(
      expect.stringMatching(
        /^`.*` for custom_claims_too_large \(the claims take \d+ bytes of JSON, and at most 4096 are allowed\)$/,
      ),
    );
    const missing = rest.find((reason) => reason.includes("required-missing"));
    expect(missing).toMatch(/, line 1, column 14 of the template \(a required value is missing\)$/);
    expect(missing).toContain(id("a@example.com"));
    expect(missing).toContain(id("c@example.com"));
  });

  test("takes records as they are about to be, and judges now by what is stored", async () => {
    const { backend, project } = await newShop();
    const { members } = await addMembers(await contextOf(backend, project), ["a@example.com"]);
    const [member] = members;
    if (member === undefined) throw new Error("there is no member");
    const prospect: Subject = { ...member, trustedMetadata: '{"team":"blue"}' };
    const prospects = { subjects: new Map([[member.id, prospect]]), organizations: new Map() };
    expect(await publishConfiguration(backend, project, withTemplate(template), { actor, prospects })).toMatchObject({
      ok: true,
      trial: { failed: 0 },
    });
  });

  test("passes over those who are deleted", async () => {
    const { backend, project } = await newShop();
    const context = await contextOf(backend, project);
    const { members } = await addMembers(context, ["a@example.com", "b@example.com"]);
    for (const member of members.slice(1)) await deleteSubject(context, member);
    expect(await publishConfiguration(backend, project, withTemplate(template), forced)).toMatchObject({
      trial: { evaluated: 1, failed: 1 },
    });
  });

  test("is of the thousand who came last, and names at most five, at whom it ends", async () => {
    const { backend, project, test } = await newShop();
    const context = await contextOf(backend, project);
    const { members } = await addMembers(context, ["first@example.com"]);
    test.advance(1);
    await addMembers(
      context,
      Array.from({ length: 1000 }, (_, n) => `m${n}@example.com`),
    );
    const refused = await publishConfiguration(backend, project, withTemplate(template), { actor });
    expect(refused).toMatchObject({
      ok: false,
      problems: [
        {
          message: expect.stringMatching(
            /^at least 5 members, found among the first 5 that were tried, would get no claims any more: /,
          ),
          details: { tried: 5, is_part: true, refused: 5 },
        },
      ],
    });
    const published = await publishConfiguration(backend, project, withTemplate(template), forced);
    expect(published).toMatchObject({ ok: true, trial: { evaluated: 1000, failed: 1000, refused: 1000 } });
    const refusals = published.ok ? (published.trial?.refusals ?? []) : [];
    expect(refusals).toHaveLength(5);
    expect(refusals.map(({ subjectId }) => subjectId)).not.toContain(members[0]?.id);
  });

  test("ends after two seconds, and says how many it came to", async () => {
    const { backend, project } = await newShop();
    await addMembers(
      await contextOf(backend, project),
      Array.from({ length: 30 }, (_, n) => `m${n}@example.com`),
    );
    let now = 0;
    // Each look at the clock takes a tenth of a second.
    const pacing = { ...backend.pacing, elapsedMilliseconds: () => (now += 100) };
    expect(
      await publishConfiguration({ ...backend, pacing }, project, withTemplate('{ "a": 1 }'), { actor }),
    ).toMatchObject({ ok: true, trial: { evaluated: 20, isPart: true, failed: 0 } });
    const context = { ...(await contextOf(backend, project)), backend: { ...backend, pacing } };
    const changed = await changeConfiguration(context, {
      ...{ actor, part: "template" as const, fieldOf: (pointer: string) => pointer },
      change: withTemplate('{ "a": 2 }'),
    });
    expect(publicationWarnings(changed, "template")).toEqual([
      {
        code: "trial_in_part",
        message: "the template gives claims for the 20 tried; there was no time to try the others",
        severity: "warning",
      },
    ]);
    const failing = await changeConfiguration(context, {
      ...{ actor, isForced: true, part: "template" as const, fieldOf: (pointer: string) => pointer },
      change: withTemplate(template),
    });
    expect(publicationWarnings(failing, "template")).toMatchObject([
      {
        code: "required-missing",
        message: expect.stringMatching(
          /^the template gives no claims for at least \d+ of the \d+ tried, .*; there was no time to try the others$/,
        ),
      },
    ]);
  });

  test("is of users in a consumer project", async () => {
    const { backend } = await newBackend();
    const slugs = { projectSlug: "app", environmentSlug: "test" };
    const project = await createProject(backend, { projectId: "project-test-2", vertical: "consumer", ...slugs });
    const context = await contextOf(backend, project);
    const user = newSubject(context, { organizationId: "", emailAddress: "a@example.com" });
    await insertSubject(context, user);
    const change = withTemplate('{ "team": << required(user.trusted_metadata.team) >> }');
    expect(await publishConfiguration(backend, project, change, { actor })).toMatchObject({
      ok: false,
      problems: [{ code: "publication_would_refuse_members", details: { members: [{ id: user.id }] } }],
    });
  });

  test("counts nobody against a configuration of before that is of no use", async () => {
    const { backend, project } = await newShop();
    const context = await contextOf(backend, project);
    await addMembers(context, ["a@example.com"]);
    await publishConfiguration(backend, project, withTemplate('{ "a": 1 }'), { actor });
    const stored = await context.scope.collection(configurationCollection).get(configurationId);
    if (stored === undefined) throw new Error("nothing is stored");
    const json = JSON.stringify({ ...JSON.parse(stored.json), template: '{ "a": << nobody.knows >> }' });
    await context.scope.collection(configurationCollection).replace({ ...stored, json });
    expect(await publishConfiguration(backend, project, withTemplate(template), { actor })).toMatchObject({
      ok: true,
      trial: { failed: 1, refused: 0 },
    });
  });

  test("answers a request with all of it, and with no value of the metadata", async () => {
    const { backend, project } = await newShop();
    const context = await contextOf(backend, project);
    const { members } = await addMembers(context, ["a@example.com"]);
    const [member] = members;
    if (member === undefined) throw new Error("there is no member");
    await updateSubject(context, member, { trustedMetadata: { level: "planted-secret" } });
    const change = withTemplate('{ "level": << int(member.trusted_metadata.level) >> }');
    const refused = changeConfiguration(context, { actor, part: "template", change, fieldOf: (pointer) => pointer });
    await expect(refused).rejects.toMatchObject({
      type: "publication_would_refuse_members",
      details: {
        reason: "publication_would_refuse_members",
        problems: [{ tried: 1, refused: 1, members: [{ id: member.id }] }],
      },
    });
    expect(
      JSON.stringify(await refused.catch((error: unknown) => [Object(error).message, Object(error).details])),
    ).not.toContain("planted-secret");
  });

  test("is left out where nothing was changed that claims depend on", async () => {
    const { backend, project } = await newShop();
    await addMembers(await contextOf(backend, project), ["a@example.com"]);
    const publication = await publishConfiguration(
      backend,
      project,
      (configuration) => ({ ...configuration, customAudience: "a" }),
      { actor },
    );
    expect(publication).toEqual({ ok: true, revision: 1, isChanged: true, notes: [] });
  });
});
