import { describe, expect, test } from "vitest";
import { createOrganization, organizationCollection, updateOrganization } from "../../src/directory/index.ts";
import { StoreUnavailableError } from "../../src/store/index.ts";
import { recordedStore } from "../support/recorded-store.ts";
import { directoryWorld, refusal } from "./support/directory-world.ts";

/** An organization, and a change of it on a store that does something before each write. */
async function world(before: () => Promise<void> | void) {
  const { context } = await directoryWorld();
  const acme = await createOrganization(context, { name: "Acme" });
  const scope = recordedStore(context.backend.store, before).store.scope(context.project.id);
  return { context, acme, change: () => updateOrganization({ ...context, scope }, acme, { name: "Other" }) };
}

describe("a change of a document", () => {
  test("is refused when the document has gone", async () => {
    const { context, acme, change } = await world(() => {});
    await context.scope.collection(organizationCollection).delete(acme.id);
    expect(await refusal(change)).toBe("organization_not_found");
  });

  test("is refused when others are faster for too long", async () => {
    const { context, acme, change } = await world(async () => {
      await updateOrganization(context, acme, { logoUrl: "https://example.com/logo" });
    });
    expect(await refusal(change)).toBe("service_unavailable");
  });

  test("lets every other failure through", async () => {
    const failure = new StoreUnavailableError("full", "no room");
    const { change } = await world(() => Promise.reject(failure));
    await expect(change()).rejects.toBe(failure);
  });
});
