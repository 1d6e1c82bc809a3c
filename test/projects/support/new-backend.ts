import { onTestFinished } from "vitest";
import { type Backend, createProject, type Project } from "../../../src/projects/index.ts";
import { type TestBackend, type TestBackendOptions, testBackend } from "../../support/backend.ts";

export const projectId = "project-test-11111111-1111-4111-8111-111111111111";

/** A backend that is closed when the test is over. */
export async function newBackend(options?: TestBackendOptions): Promise<TestBackend> {
  const opened = await testBackend(options);
  onTestFinished(() => opened.close());
  return opened;
}

/** A B2B project in it. */
export function newShop(backend: Backend): Promise<Project> {
  return createProject(backend, { projectId, vertical: "b2b", projectSlug: "shop", environmentSlug: "test" });
}
