import { describe, expect, onTestFinished, test } from "vitest";
import { createProject, readProject } from "../../../src/projects/index.ts";
import { ensureStarterProjects } from "../../../src/server/start/starter-projects.ts";
import { StoreUnavailableError } from "../../../src/store/index.ts";
import { testBackend } from "../../support/backend.ts";
import { recordedStore } from "../../support/recorded-store.ts";

async function opened() {
  const { backend, close } = await testBackend();
  onTestFinished(close);
  return backend;
}

describe("the projects to start with", () => {
  test("are made once, one for each vertical", async () => {
    const backend = await opened();
    const made = await ensureStarterProjects(backend);
    expect(made.map(({ vertical }) => vertical)).toEqual(["b2b", "consumer"]);
    for (const { projectId, vertical } of made) {
      expect(await readProject(backend, projectId)).toMatchObject({ vertical, environment: "test", secrets: [{}] });
    }
    expect(await ensureStarterProjects(backend)).toEqual([]);
  });

  test("are not made beside others", async () => {
    const backend = await opened();
    const others = { projectSlug: "other", environmentSlug: "test", vertical: "b2b" } as const;
    await createProject(backend, { projectId: "project-test-other", ...others });
    expect(await ensureStarterProjects(backend)).toEqual([]);
  });

  test("are finished where the server that made them died halfway", async () => {
    const backend = await opened();
    const half = { projectSlug: "starter-b2b", environmentSlug: "test", vertical: "b2b" } as const;
    await createProject(backend, { projectId: "project-test-half", ...half });
    const made = await ensureStarterProjects(backend);
    expect(made.map(({ projectId, vertical }) => [vertical, projectId === "project-test-half"])).toEqual([
      ["b2b", true],
      ["consumer", false],
    ]);
  });

  test("have one secret told, whoever asks at once", async () => {
    const backend = await opened();
    const all = await Promise.all(Array.from({ length: 5 }, () => ensureStarterProjects(backend)));
    expect(
      all
        .flat()
        .map(({ vertical }) => vertical)
        .sort(),
    ).toEqual(["b2b", "consumer"]);
  });

  test("are not made in a store that takes no writes", async () => {
    const backend = await opened();
    const { store } = recordedStore(backend.store, () => Promise.reject(new StoreUnavailableError("full", "no room")));
    await expect(ensureStarterProjects({ ...backend, store })).rejects.toThrow("no room");
    expect(await ensureStarterProjects(backend)).toHaveLength(2);
  });
});
