import { describe, expect, test } from "vitest";
import { recordedStore } from "../../support/recorded-store.ts";
import { apply } from "../support/apply.ts";
import { shopWorld } from "../support/shop-world.ts";
import { app, appId, shop, shopId, stateOf } from "../support/states.ts";
import { newBackend } from "../support/world.ts";

describe("a state with a mistake", () => {
  test("changes nothing in any project, and is told of in all of them", async () => {
    const { backend } = await newBackend();
    const { store, writes } = recordedStore(backend.store);
    const state = stateOf(
      { ...shop, template: '{ "a": << member.nam >> }', settings: { namespace: "" } },
      { ...app, users: [{ email: "no address" }] },
      { project_id: "project-test-3" },
    );
    const application = await apply({ ...backend, store }, state);
    expect(application.ok ? [] : application.problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      "invalid_namespace /projects/0/settings/namespace",
      "unknown-property /projects/0/template",
      "invalid_email /projects/1/users/0/email",
      "missing_field /projects/2",
    ]);
    expect(writes).toEqual([]);
  });

  test("is refused for another vertical than the project has", async () => {
    const { declare } = await shopWorld();
    expect(await declare({ vertical: "consumer" })).toMatchObject({
      problems: [
        {
          code: "other_vertical",
          pointer: "/projects/0/vertical",
          message: "the project is of the vertical `b2b`, which never changes",
        },
      ],
    });
  });

  test("is refused for a project that it has twice, and for slugs that it has twice", async () => {
    const { backend } = await newBackend();
    const twice = stateOf({ project_id: appId, vertical: "b2b" }, { project_id: appId, vertical: "b2b" });
    expect(await apply(backend, twice)).toMatchObject({
      problems: [{ code: "repeated", pointer: "/projects/1/project_id" }, { pointer: "/projects/1/project_slug" }],
    });
    const slugs = { vertical: "b2b", project_slug: "a" };
    expect(
      await apply(backend, stateOf({ project_id: appId, ...slugs }, { project_id: shopId, ...slugs })),
    ).toMatchObject({
      problems: [{ code: "repeated", pointer: "/projects/1/project_slug" }],
    });
  });
});
