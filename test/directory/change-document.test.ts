import { describe, expect, test } from "vitest";
import { changeDocument } from "../../src/directory/change-document.ts";
import { createOrganization, organizationCollection, updateOrganization } from "../../src/directory/index.ts";
import { ConflictError, StoreUnavailableError } from "../../src/store/index.ts";
import { directoryWorld, refusal } from "./support/directory-world.ts";

const document = { id: "one", revision: 1, text: "" };

describe("a change of a document", () => {
  test("gives up after a thousand faster writers", async () => {
    let attempts = 0;
    const collection = {
      get: async () => document,
      replace: async () => {
        attempts++;
        throw new ConflictError("documents");
      },
    };
    const change = () => changeDocument({ collection, document, change: (same) => same, notFound: "member_not_found" });
    expect([await refusal(change), attempts]).toEqual(["service_unavailable", 1000]);
  });

  test("begins again with what a faster writer has left", async () => {
    let stored = { ...document, revision: 7, text: "theirs" };
    const collection = {
      get: async () => stored,
      replace: async (next: typeof document) => {
        if (next.revision !== stored.revision) throw new ConflictError("documents");
        stored = { ...next, revision: next.revision + 1 };
        return stored;
      },
    };
    const change = (current: typeof document) => ({ ...current, text: `${current.text} and ours` });
    expect(await changeDocument({ collection, document, change, notFound: "member_not_found" })).toEqual({
      id: "one",
      revision: 8,
      text: "theirs and ours",
    });
  });

  test("lets every other failure through", async () => {
    const failure = new StoreUnavailableError("full", "no room");
    const collection = { get: async () => document, replace: () => Promise.reject(failure) };
    const change = changeDocument({ collection, document, change: (same) => same, notFound: "member_not_found" });
    await expect(change).rejects.toBe(failure);
  });

  test("is refused when the document has gone", async () => {
    const { context } = await directoryWorld();
    const acme = await createOrganization(context, { name: "Acme" });
    await context.scope.collection(organizationCollection).delete(acme.id);
    expect(await refusal(() => updateOrganization(context, acme, { name: "Other" }))).toBe("organization_not_found");
  });
});
