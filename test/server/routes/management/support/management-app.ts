import type { InjectOptions } from "fastify";
import { Value } from "typebox/value";
import { expect } from "vitest";
import type { Backend, ProjectVerticalId } from "../../../../../src/projects/index.ts";
import { apiRoutes } from "../../../../../src/server/routes/api-routes.ts";
import { sessionCollections } from "../../../../../src/sessions/index.ts";
import { b2bProjectId, consumerProjectId, type TestApp, testApp } from "../../../support/test-app.ts";
import type { Answer } from "../../support/directory-app.ts";
import { routeOf } from "../../support/route-of.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The management API of one project, on a store of its own. */
export interface ManagementApp extends TestApp {
  readonly projectId: string;
  /** Sends a request with the workspace's key; the path is what stands behind the environment. */
  readonly send: (method: Method, path: string, body?: unknown) => Promise<Answer>;
  /** The status and the error type of a request, of any address and with any credentials. */
  readonly outcome: (method: Method, url: string, authorization: string | undefined) => Promise<string>;
}

/** The address of a project's environment. */
export const environmentPath = (vertical: ProjectVerticalId) => `/pwa/v3/projects/${vertical}/environments/x`;

/** Opens one; it is closed when the test has finished. */
export async function managementApp(
  vertical: ProjectVerticalId = "b2b",
  { wrap = (backend) => backend }: { readonly wrap?: (backend: Backend) => Backend } = {},
): Promise<ManagementApp> {
  const opened = await testApp({ routes: apiRoutes, wrap, collections: sessionCollections });
  const { app, authorization } = opened;
  const inject = (method: Method, url: string, header: string | undefined, body: unknown) => {
    const payload = typeof body === "string" ? body : JSON.stringify(body ?? {});
    const options: InjectOptions = {
      method,
      url,
      headers: { ...(header && { authorization: header }), "content-type": "application/json" },
      ...(method !== "GET" && { payload }),
    };
    return app.inject(options);
  };
  return {
    ...opened,
    projectId: vertical === "b2b" ? b2bProjectId : consumerProjectId,
    async send(method, path, body) {
      const url = `${environmentPath(vertical)}${path}`;
      const response = await inject(method, url, authorization.any, body);
      const { status_code, request_id, ...rest }: Record<string, unknown> = response.json();
      expect([status_code, typeof request_id]).toEqual([response.statusCode, "string"]);
      const errorType = typeof rest.error_type === "string" ? rest.error_type : undefined;
      if (errorType === undefined) expect(Value.Errors(routeOf(method, url).response, rest)).toEqual([]);
      return { status: response.statusCode, body: rest, errorType };
    },
    async outcome(method, url, header) {
      const response = await inject(method, url, header, {});
      return `${response.statusCode} ${response.json().error_type ?? "ok"}`;
    },
  };
}
