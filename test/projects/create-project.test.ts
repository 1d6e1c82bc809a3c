import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createProject, environmentOf, newProject, readProject } from "../../src/projects/index.ts";
import { startOf2026 } from "../support/backend.ts";
import { newBackend, newShop, projectId } from "./support/new-backend.ts";

describe("creating a project", () => {
  test("stores a record without a secret, with a key to hash secrets under", async () => {
    const { backend } = await newBackend();
    const project = await newShop(backend);
    expect(project).toEqual({
      id: projectId,
      revision: 1,
      vertical: "b2b",
      environment: "test",
      projectSlug: "shop",
      environmentSlug: "test",
      secretKey: { masterKeyId: expect.any(String), nonce: expect.any(String), ciphertext: expect.any(String) },
      secrets: [],
      createdAt: startOf2026,
    });
    expect(await readProject(backend, projectId)).toEqual(project);
  });

  test("refuses an id that there is", async () => {
    const { backend } = await newBackend();
    await newShop(backend);
    const again = createProject(backend, { projectId, vertical: "b2b", projectSlug: "x", environmentSlug: "test" });
    await expect(again).rejects.toMatchObject({ code: "duplicate_key", index: "id" });
  });

  test("refuses a pair of slugs that there is", async () => {
    const { backend } = await newBackend();
    await newShop(backend);
    const slugs = { projectSlug: "shop", environmentSlug: "test" };
    const again = createProject(backend, { projectId: "project-live-1", vertical: "consumer", ...slugs });
    await expect(again).rejects.toMatchObject({ code: "duplicate_key", index: "slugs" });
  });

  test("gives each project a key of its own, encrypted for it alone", async () => {
    const { backend } = await newBackend();
    const slugs = { projectSlug: "x", environmentSlug: "test" } as const;
    const [one, other] = ["project-test-1", "project-test-2"].map((id) =>
      newProject(backend, { projectId: id, vertical: "b2b", ...slugs }),
    );
    expect(one?.secretKey.ciphertext).not.toBe(other?.secretKey.ciphertext);
    expect(await readProject(backend, "project-test-1")).toBeUndefined();
  });
});

describe("the environment of a project id", () => {
  test("is what stands behind `project-`", () => {
    const id = fc.record({
      environment: fc.constantFrom("test", "live"),
      rest: fc.stringMatching(/^[A-Za-z0-9-]{1,100}$/),
    });
    fc.assert(
      fc.property(id, ({ environment, rest }) => {
        expect(environmentOf(`project-${environment}-${rest}`)).toBe(environment);
      }),
    );
  });

  test.each([
    "",
    "project-test-",
    "project-prod-1",
    "project-test-ä",
    "Project-test-1",
    `project-test-${"a".repeat(101)}`,
    "x project-test-1",
    "project-test-1\n",
  ])("there is none in `%s`", (id) => {
    expect(environmentOf(id)).toBeUndefined();
  });
});
