import { onTestFinished } from "vitest";
import {
  ActiveConfigurations,
  ApiError,
  type Configuration,
  configurationCollection,
  configurationId,
  configurationText,
  createProject,
  emptyConfiguration,
  type ProjectContext,
  type ProjectVerticalId,
  projectContext,
} from "../../../src/projects/index.ts";
import { testBackend } from "../../support/backend.ts";

/** The policy of the projects of these tests. */
export const policy = {
  roles: [
    { role_id: "reader", description: "", permissions: [{ resource_id: "documents", actions: ["read"] }] },
    { role_id: "editor", description: "", permissions: [{ resource_id: "documents", actions: ["*"] }] },
    { role_id: "auditor", description: "", permissions: [{ resource_id: "logs", actions: ["read"] }] },
  ],
  resources: [
    { resource_id: "documents", description: "", actions: ["read", "write"] },
    { resource_id: "logs", description: "", actions: ["read"] },
  ],
  scopes: [],
};

/** A project and what its requests work with. */
export interface DirectoryWorld {
  readonly context: ProjectContext;
  advance(milliseconds: number): void;
}

/** Makes a project with the policy, on a store of its own that is removed when the test is over. */
export async function directoryWorld(
  vertical: ProjectVerticalId = "b2b",
  configuration: Partial<Configuration> = {},
): Promise<DirectoryWorld> {
  const { backend, advance, close } = await testBackend();
  onTestFinished(close);
  const project = await createProject(backend, {
    projectId: "project-test-directory",
    vertical,
    projectSlug: "shop",
    environmentSlug: "test",
  });
  const json = configurationText({ ...emptyConfiguration, policy, ...configuration });
  const configurations = backend.store.scope(project.id).collection(configurationCollection);
  await configurations.insert({ id: configurationId, json, auditEntryId: "" });
  return { context: await projectContext(backend, new ActiveConfigurations(), project), advance };
}

/** The type of the error that is thrown; fails when there is none, or another one. */
export async function refusal(use: () => unknown): Promise<string> {
  try {
    await use();
  } catch (error) {
    if (error instanceof ApiError) return error.type;
    throw error;
  }
  throw new Error("it was not refused");
}
