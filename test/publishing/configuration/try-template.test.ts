import { describe, expect, test } from "vitest";
import { deleteSubject } from "../../../src/directory/index.ts";
import { publishConfiguration } from "../../../src/publishing/index.ts";
import { addMembers, contextOf, newShop, withRoles, withTemplate } from "../support/world.ts";

const actor = "tester";

describe("the trial of a template", () => {
  const template = '{ "team": << required(member.trusted_metadata.team) >> }';

  test("reports the members for whom it fails, and publishes all the same", async () => {
    const { backend, project } = await newShop();
    const { members } = await addMembers(await contextOf(backend, project), ["a@example.com"]);
    const publication = await publishConfiguration(backend, project, withTemplate(template), { actor });
    expect(publication).toMatchObject({
      ok: true,
      revision: 1,
      trial: { evaluated: 1, failed: 1, failures: [{ subjectId: members[0]?.id, claim: "/team" }] },
    });
  });

  test("reports claims that are too large for a token", async () => {
    const { backend, project } = await newShop();
    await addMembers(await contextOf(backend, project), ["a@example.com"]);
    const long =
      '{ "x": << "0123456789abcdef".replace("", member.email_address).replace("", member.email_address).replace("", member.email_address) >> }';
    const publication = await publishConfiguration(backend, project, withTemplate(long), { actor });
    expect(publication).toMatchObject({ ok: true, trial: { failures: [{ code: "custom_claims_too_large" }] } });
  });

  test("passes over those who are deleted", async () => {
    const { backend, project } = await newShop();
    const context = await contextOf(backend, project);
    const { members } = await addMembers(context, ["a@example.com", "b@example.com"]);
    for (const member of members.slice(1)) await deleteSubject(context, member);
    const publication = await publishConfiguration(backend, project, withTemplate(template), { actor });
    expect(publication).toMatchObject({ ok: true, trial: { evaluated: 1, failed: 1 } });
  });

  test("is of the thousand who came last, and lists a hundred of those who fail", async () => {
    const { backend, project, test } = await newShop();
    const context = await contextOf(backend, project);
    const { members } = await addMembers(context, ["first@example.com"]);
    test.advance(1);
    await addMembers(
      context,
      Array.from({ length: 1000 }, (_, n) => `m${n}@example.com`),
    );
    const publication = await publishConfiguration(backend, project, withTemplate(template), { actor });
    expect(publication).toMatchObject({ ok: true, trial: { evaluated: 1000, failed: 1000 } });
    const failures = publication.ok ? (publication.trial?.failures ?? []) : [];
    expect(failures).toHaveLength(100);
    expect(failures.map(({ subjectId }) => subjectId)).not.toContain(members[0]?.id);
  });

  test("sees the roles of the policy that is published with it", async () => {
    const { backend, project } = await newShop();
    await publishConfiguration(backend, project, withRoles("editor"), { actor });
    await addMembers(await contextOf(backend, project), ["a@example.com"], ["editor"]);
    const template = '{ "ok": << required(member.rbac.documents.actions.first()) >> }';
    const withDocuments = await publishConfiguration(
      backend,
      project,
      (configuration) => ({
        ...configuration,
        template,
        policy: {
          roles: [{ role_id: "editor", permissions: [{ resource_id: "documents", actions: ["*"] }] }],
          resources: [{ resource_id: "documents", actions: ["read"] }],
        },
      }),
      { actor },
    );
    expect(withDocuments).toMatchObject({ ok: true, trial: { evaluated: 1, failed: 0 } });
  });

  test("is left out where neither the template nor the policy is changed", async () => {
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
