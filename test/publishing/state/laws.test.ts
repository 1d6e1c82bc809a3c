import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recordedStore } from "../../support/recorded-store.ts";
import { runs } from "../../support/runs.ts";
import { apply } from "../support/apply.ts";
import { arbitraryMistake, pointersIn } from "../support/arbitrary-mistake.ts";
import { arbitraryState } from "../support/arbitrary-state.ts";
import { dump } from "../support/dump.ts";
import { app, appId, shop, shopId, stateOf } from "../support/states.ts";
import { withBackend } from "../support/world.ts";

const projectIds = [shopId, appId];

describe("the laws of declared states", () => {
  test("applying a state twice is applying it once, whatever was applied before", async () => {
    let applied = 0;
    await fc.assert(
      fc.asyncProperty(arbitraryState, arbitraryState, async (before, state) =>
        withBackend(async (backend) => {
          await apply(backend, stateOf(shop, app));
          await apply(backend, before);
          const first = await apply(backend, state);
          if (!first.ok) return;
          applied++;
          const once = await dump(backend, projectIds);
          const { store, writes } = recordedStore(backend.store);
          expect(await apply({ ...backend, store }, state)).toEqual({
            ok: true,
            changes: [],
            warnings: expect.anything(),
          });
          expect(writes).toEqual([]);
          expect(await dump(backend, projectIds)).toEqual(once);
        }),
      ),
      { numRuns: runs / 10 },
    );
    expect(applied).toBeGreaterThan(runs / 50);
  });

  test("what is applied to one project changes no other", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryState, async ({ projects }) =>
        withBackend(async (backend) => {
          await apply(backend, stateOf(shop, app));
          const before = await dump(backend, [appId]);
          await apply(backend, { projects: projects.filter(({ project_id: id }) => id === shopId) });
          expect(await dump(backend, [appId])).toEqual(before);
        }),
      ),
      { numRuns: runs / 30 },
    );
  });

  test("a state with a mistake is refused without a write, each problem at a place that the state has, or it is applied", async () => {
    let refused = 0;
    await withBackend(async (backend) => {
      await fc.assert(
        fc.asyncProperty(arbitraryMistake(stateOf(shop, app)), async (state) => {
          const { store, writes } = recordedStore(backend.store);
          const application = await apply({ ...backend, store }, state);
          if (application.ok) return;
          refused++;
          expect(writes).toEqual([]);
          expect(application.problems).not.toEqual([]);
          for (const { pointer, message } of application.problems) {
            expect(["", ...pointersIn(state)]).toContain(pointer.slice(0, Math.max(0, pointer.lastIndexOf("/"))));
            expect(message).toMatch(/^[^A-Z].*[^.]$/s);
          }
        }),
        { numRuns: runs / 2 },
      );
    });
    expect(refused).toBeGreaterThan(runs / 10);
  });
});
