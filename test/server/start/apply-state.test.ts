import { describe, expect, onTestFinished, test } from "vitest";
import { applyState } from "../../../src/server/start/apply-state.ts";
import { StoreUnavailableError } from "../../../src/store/index.ts";
import { testBackend } from "../../support/backend.ts";
import { recordedStore } from "../../support/recorded-store.ts";

const organizations = [{ organization_name: "Acme", organization_slug: "acme" }];
const state = { projects: [{ project_id: "project-test-1", vertical: "b2b", organizations }] };

const printSecret = (): void => {};

describe("applying a state at the start", () => {
  test("says where it was interrupted, and can be done again", async () => {
    const { backend, close } = await testBackend();
    onTestFinished(close);
    const { store } = recordedStore(backend.store, async ({ collection }) => {
      if (collection === "organizations") throw new StoreUnavailableError("full", "there is no room");
    });
    await expect(applyState({ ...backend, store }, { state, folder: ".", printSecret })).rejects.toMatchObject({
      name: "StartError",
      problems: [{ option: "apply", message: expect.stringMatching(/could not be applied: there is no room/) }],
    });
    const { changes } = await applyState(backend, { state, folder: ".", printSecret });
    expect(changes.map(({ what }) => what)).toContain("organization");
  });

  test("does not hide a bug", async () => {
    const { backend, close } = await testBackend();
    onTestFinished(close);
    const broken = () => {
      throw new TypeError("bug");
    };
    const store = { ...backend.store, scope: broken };
    await expect(applyState({ ...backend, store }, { state, folder: ".", printSecret })).rejects.toThrow("bug");
  });
});
