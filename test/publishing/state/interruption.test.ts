import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Backend } from "../../../src/projects/index.ts";
import { StateInterruptedError } from "../../../src/publishing/index.ts";
import { testBackend } from "../../support/backend.ts";
import { recordedStore } from "../../support/recorded-store.ts";
import { apply } from "../support/apply.ts";
import { dump } from "../support/dump.ts";
import { app, appId, shop, shopId, stateOf } from "../support/states.ts";
import { newBackend } from "../support/world.ts";

const both = stateOf(shop, app);
const projectIds = [shopId, appId];

/** The backend with a store whose write of that number, from 0, fails. */
function failingAt(backend: Backend, count: number): Backend {
  let writes = 0;
  const { store } = recordedStore(backend.store, () => {
    if (writes++ === count) throw new Error("no disk");
  });
  return { ...backend, store };
}

/** How an application ended that was interrupted. */
async function interruptionOf(backend: Backend, state: unknown): Promise<StateInterruptedError> {
  const error = await apply(backend, state).catch((thrown: unknown) => thrown);
  if (error instanceof StateInterruptedError) return error;
  throw new Error("it was not interrupted", { cause: error });
}

describe("an application that fails on the way", () => {
  test("tells what was applied, what failed and what was not come to", async () => {
    const { backend } = await newBackend();
    // Project, audit entry, configuration, organization, member: the second member fails.
    const error = await interruptionOf(failingAt(backend, 5), both);
    expect(error.message).toBe(
      "the member of `/projects/0/organizations/0/members/1` could not be applied: no disk; 5 changes were made before, and 6 parts of the state were not come to",
    );
    expect(error.code).toBe("state_interrupted");
    expect(error.interruption.changes.map(({ what, pointer }) => `${what} ${pointer}`)).toEqual([
      "project /projects/0",
      "configuration /projects/0",
      "profile /projects/0/profiles/0",
      "organization /projects/0/organizations/0",
      "member /projects/0/organizations/0/members/0",
    ]);
    expect(error.interruption.failed).toEqual({ what: "member", pointer: "/projects/0/organizations/0/members/1" });
    expect(error.interruption.notApplied).toEqual([
      { what: "secret", pointer: "/projects/0" },
      { what: "project", pointer: "/projects/1" },
      { what: "configuration", pointer: "/projects/1" },
      { what: "user", pointer: "/projects/1/users/0" },
      { what: "user", pointer: "/projects/1/users/1" },
      { what: "secret", pointer: "/projects/1" },
    ]);
  });

  test("and is applied again comes to the same as one that did not fail, wherever it failed", async () => {
    const reference = await newBackend();
    await apply(reference.backend, both);
    const expected = await dump(reference.backend, projectIds);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }), async (failures) => {
        const { backend, close } = await testBackend();
        try {
          for (const count of failures) await apply(failingAt(backend, count), both).catch(() => {});
          expect(await apply(backend, both)).toMatchObject({ ok: true });
          expect(await dump(backend, projectIds)).toEqual(expected);
        } finally {
          await close();
        }
      }),
      { numRuns: 25 },
    );
  });

  test("tells why when what keeps it came up after the trial", async () => {
    const { backend } = await newBackend();
    await apply(backend, both);
    const state = stateOf({
      project_id: shopId,
      organizations: [{ organization_id: "organization-test-new", organization_name: "New", organization_slug: "new" }],
      template: "{}",
    });
    // Somebody else takes the slug when the configuration is being published.
    const { store } = recordedStore(backend.store, async ({ collection }) => {
      if (collection !== "audit") return;
      const organizations = [
        { organization_id: "organization-test-other", organization_name: "O", organization_slug: "new" },
      ];
      await apply(backend, stateOf({ project_id: shopId, organizations }));
    });
    const error = await interruptionOf({ ...backend, store }, state);
    expect(error.interruption.failed).toEqual({ what: "organization", pointer: "/projects/0/organizations/0" });
    expect(error.message).toContain("the provided organization_slug is already used in another organization");
  });

  test("tells why when the configuration can no longer be published", async () => {
    const { backend } = await newBackend();
    await apply(backend, both);
    const state = stateOf(
      { project_id: appId, template: "{}" },
      {
        project_id: shopId,
        policy: { ...shop.policy, roles: [shop.policy.roles[0]] },
        organizations: [{ organization_slug: "acme", rbac_email_implicit_role_assignments: [] }],
      },
    );
    // Somebody else assigns the role that goes, while the first project is being published.
    const { store } = recordedStore(backend.store, async ({ collection }) => {
      if (collection !== "audit") return;
      const members = [{ external_id: "u1", roles: ["viewer"] }];
      await apply(backend, stateOf({ project_id: shopId, organizations: [{ organization_slug: "acme", members }] }));
    });
    const error = await interruptionOf({ ...backend, store }, state);
    expect(error.interruption.failed).toEqual({ what: "configuration", pointer: "/projects/1" });
    expect(error.message).toContain("the policy cannot do without the role `viewer`");
  });
});

describe("a state that several apply at the same time", () => {
  test("comes to the same as one application", async () => {
    const reference = await newBackend();
    await apply(reference.backend, both);
    const { backend } = await newBackend();
    const printed: object[] = [];
    const applications = await Promise.all(Array.from({ length: 4 }, () => apply(backend, both, { printed })));
    expect(applications.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    const [, appMade] = (await dump(reference.backend, projectIds)) as readonly object[];
    expect(await dump(backend, projectIds)).toEqual([
      ...((await dump(reference.backend, [shopId])) as readonly object[]),
      // Whoever finds a project without a secret makes one, and prints it.
      { ...appMade, secrets: printed.map(() => "made") },
    ]);
    expect(await apply(backend, both)).toMatchObject({ ok: true, changes: [] });
  });

  test("changes slugs once", async () => {
    const { backend } = await newBackend();
    await apply(backend, both);
    const state = stateOf({ project_id: appId, project_slug: "app" });
    const applications = await Promise.all([apply(backend, state), apply(backend, state)]);
    expect(applications.flatMap((application) => (application.ok ? application.changes : []))).toHaveLength(1);
  });
});
