import type { FastifyInstance } from "fastify";
import { onTestFinished } from "vitest";
import {
  addSecret,
  type Backend,
  createProject,
  ensureWorkspaceKey,
  type ProjectVerticalId,
} from "../../../src/projects/index.ts";
import type { ApiRoute } from "../../../src/server/http/api-route.ts";
import type { Limits } from "../../../src/server/http/limits.ts";
import { buildApp } from "../../../src/server/start/build-app.ts";
import { createLogger } from "../../../src/server/start/logger.ts";
import type { CollectionShape } from "../../../src/store/index.ts";
import { testBackend } from "../../support/backend.ts";
import { basic } from "./basic.ts";
import { fakeRoutes } from "./fake-routes.ts";

/** An app on a store of its own, with a B2B and a consumer project. */
export interface TestApp {
  readonly app: FastifyInstance;
  readonly backend: Backend;
  /** The header that each project's requests have, and those of the management API. */
  readonly authorization: Readonly<Record<ProjectVerticalId | "any", string>>;
  /** The log lines so far, each parsed. */
  readonly lines: () => readonly Readonly<Record<string, unknown>>[];
  readonly logText: () => string;
}

export const b2bProjectId = "project-test-b2b";
export const consumerProjectId = "project-live-consumer";
export const b2bSecret = "secret-test-11111111111111111111111111111111";
export const workspaceKey = { keyId: "workspace-key-1", secret: "workspace-secret-3333333333333333333333" };
export const consumerSecret = "secret-live-22222222222222222222222222222222";

/** Opens one; it is closed when the test has finished. */
export async function testApp({
  routes = fakeRoutes,
  wrap = (backend) => backend,
  limits = {},
  collections = [],
}: {
  readonly routes?: readonly ApiRoute[];
  readonly wrap?: (backend: Backend) => Backend;
  readonly limits?: Partial<Limits>;
  readonly collections?: readonly CollectionShape[];
} = {}): Promise<TestApp> {
  const { backend, close } = await testBackend({ collections });
  await addProject(backend, "b2b", b2bProjectId, b2bSecret);
  await addProject(backend, "consumer", consumerProjectId, consumerSecret);
  await ensureWorkspaceKey(backend, workspaceKey);
  let logText = "";
  const logger = createLogger("trace", {
    write(line) {
      logText += line;
    },
  });
  const app = buildApp({ backend: wrap(backend), routes, logger, limits });
  onTestFinished(async () => {
    await app.close();
    await close();
  });
  return {
    app,
    backend,
    authorization: {
      b2b: basic(`${b2bProjectId}:${b2bSecret}`),
      consumer: basic(`${consumerProjectId}:${consumerSecret}`),
      any: basic(`${workspaceKey.keyId}:${workspaceKey.secret}`),
    },
    lines: () =>
      logText
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line)),
    logText: () => logText,
  };
}

async function addProject(backend: Backend, vertical: ProjectVerticalId, projectId: string, secret: string) {
  const project = await createProject(backend, { projectId, vertical, projectSlug: vertical, environmentSlug: "x" });
  await addSecret(backend, project, { secret, isDeclared: true });
}
