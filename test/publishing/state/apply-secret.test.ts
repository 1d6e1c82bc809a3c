import { describe, expect, test } from "vitest";
import { ActiveConfigurations, type Backend, openProject } from "../../../src/projects/index.ts";
import { apply } from "../support/apply.ts";
import { applied } from "../support/shop-world.ts";
import { app, changed, shop, shopId, shopSecret, stateOf } from "../support/states.ts";
import { newBackend } from "../support/world.ts";

const both = stateOf(shop, app);

describe("the secret of a state", () => {
  const other = "secret-test-another-0123456789abcdefghijkl";

  async function opens(backend: Backend, secret: string): Promise<boolean> {
    return openProject(backend, new ActiveConfigurations(), { projectId: shopId, secret }).then(
      () => true,
      () => false,
    );
  }

  test("takes the place of the one that it gave before", async () => {
    const backend = await applied(both, changed(both, "/projects/0/secret", other));
    expect(await Promise.all([shopSecret, other].map((secret) => opens(backend, secret)))).toEqual([false, true]);
  });

  test("stays when the state no longer gives one", async () => {
    const backend = await applied(both, changed(both, "/projects/0/secret", undefined));
    expect(await opens(backend, shopSecret)).toBe(true);
  });

  test("stands beside one that was made", async () => {
    const { backend } = await newBackend();
    const printed: { readonly projectId: string; readonly secret: string }[] = [];
    await apply(backend, changed(both, "/projects/0/secret", undefined), { printed });
    await apply(backend, both);
    const made = printed.find(({ projectId }) => projectId === shopId)?.secret ?? "";
    expect(await Promise.all([shopSecret, made].map((secret) => opens(backend, secret)))).toEqual([true, true]);
  });

  test.each(["x".repeat(31), `${"x".repeat(40)}é`, "x".repeat(513)])(
    "is refused, and not repeated: %s",
    async (secret) => {
      const { backend } = await newBackend();
      const application = await apply(backend, changed(both, "/projects/0/secret", secret));
      expect(application).toMatchObject({ ok: false, problems: [{ pointer: "/projects/0/secret" }] });
      expect(JSON.stringify(application)).not.toContain(secret);
    },
  );
});
