import { describe, expect, test } from "vitest";
import { deleteOrganization, endSessions, updateSubject } from "../../src/directory/index.ts";
import { authenticate, listSessions, newestPatch, revoke } from "../../src/sessions/index.ts";
import { busyMember } from "./support/busy-member.ts";
import { refusal, startOf2026 } from "./support/session-world.ts";

describe("the sessions of a member or user", () => {
  test.each(["b2b", "consumer"] as const)("are listed with one evaluation of the template (%s)", async (vertical) => {
    const subject = vertical === "b2b" ? "member" : "user";
    const template = `{ "tier": << ${subject}.trusted_metadata.tier >>, "roles": << ${subject}.rbac.roles >> }`;
    const { world, context, counts, open, first } = await busyMember({ vertical, template });
    world.advance(1000);
    const second = await open({ mine: 1 });
    await updateSubject(context, first.subject, { trustedMetadata: { tier: "gold" }, roles: ["reader"] });
    const role = vertical === "b2b" ? "stytch_member" : "stytch_user";
    const roles = [role, "reader"];
    Object.assign(counts, { evaluations: 0, gets: 0 });
    expect(await listSessions(context, first.subject.id)).toEqual([
      { session: first.session, roles, claims: { tier: "gold", roles } },
      { session: second.session, roles, claims: { tier: "gold", roles, mine: 1 } },
    ]);
    expect(counts).toMatchObject({ evaluations: 1, gets: vertical === "b2b" ? 2 : 1 });
  });

  test("are listed without claims where these cannot be made, be it for one or for all", async () => {
    const { world, context, open, first } = await busyMember({ template: '{ "t": << member.trusted_metadata.t >> }' });
    world.advance(1000);
    await open({ mine: "x".repeat(3000) });
    const claims = async () => (await listSessions(context, first.subject.id)).map((listed) => listed.claims);
    const subject = await updateSubject(context, first.subject, { trustedMetadata: { t: "y".repeat(2000) } });
    expect(await claims()).toEqual([{ t: "y".repeat(2000) }, undefined]);
    await world.configure({ template: '{ "t": << required(member.trusted_metadata.t) >> }' });
    await updateSubject(context, subject, { trustedMetadata: { t: null } });
    const refusing = await world.context();
    expect((await listSessions(refusing, subject.id)).map((listed) => listed.claims)).toEqual([undefined, undefined]);
  });

  test("are listed as far as they live", async () => {
    const { world, context, store, open, first } = await busyMember();
    await store(3, startOf2026 - 10_000);
    await endSessions(context, first.subject);
    world.advance(1000);
    const { session, organization } = await open();
    const ids = async () => (await listSessions(context, first.subject.id)).map((listed) => listed.session.id);
    expect(await ids()).toEqual([session.id]);
    world.advance(60 * 60_000);
    expect(await ids()).toEqual([]);
    const last = await open();
    expect(await ids()).toEqual([last.session.id]);
    if (organization === undefined) throw new Error("there is an organization");
    await deleteOrganization(context, last.organization ?? organization);
    expect(await ids()).toEqual([]);
  });

  test("have all ended when all are revoked, and are gone from the store after one search, or afterwards if many", async () => {
    const { world, context, counts, left, open, first, store, stored } = await busyMember();
    const old = await store(500, startOf2026 - 1_000_000);
    const young = await store(1, startOf2026 + 1000);
    counts.finds = 0;
    await revoke(context, { subjectId: first.subject.id });
    expect(counts.finds).toBe(1);
    expect(await stored()).toEqual([...old.slice(100), first.session.id, ...young]);
    expect(await listSessions(context, first.subject.id)).toEqual([]);
    expect(await refusal(authenticate(context, { session_token: first.sessionToken }))).toBe("session_not_found");
    world.advance(60_000);
    const next = await open();
    await left.get(`revoked sessions of ${first.subject.id}`)?.();
    expect(await stored()).toEqual([next.session.id]);
    left.clear();
    await revoke(context, { subjectId: first.subject.id });
    expect(await stored()).toEqual([]);
    expect([...left.keys()]).toEqual([]);
  });

  test("that were revoked or have expired, however many, are not read where they are listed or a template is tried", async () => {
    const { world, context, counts, open, first, store } = await busyMember();
    await store(3000, startOf2026 - 4_000_000);
    await endSessions(context, first.subject);
    world.advance(1000);
    const second = await open({ mine: 1 });
    counts.finds = 0;
    expect(await newestPatch(context.scope, context.backend.pacing, second.subject)).toMatchObject({
      children: { mine: { value: 1 } },
    });
    expect(counts.finds).toBe(1);
    expect((await listSessions(context, first.subject.id)).map(({ session }) => session.id)).toEqual([
      second.session.id,
    ]);
    // A thousand, in pages of a hundred.
    expect(counts.finds).toBe(11);
  });
});
