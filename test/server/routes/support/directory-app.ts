import type { InjectOptions } from "fastify";
import { Value } from "typebox/value";
import { expect } from "vitest";
import {
  type Backend,
  type Configuration,
  configurationCollection,
  configurationId,
  configurationText,
  emptyConfiguration,
  type ProjectVerticalId,
} from "../../../../src/projects/index.ts";
import { apiRoutes } from "../../../../src/server/routes/api-routes.ts";
import { policy } from "../../../directory/support/directory-world.ts";
import { b2bProjectId, consumerProjectId, testApp } from "../../support/test-app.ts";
import { routeOf } from "./route-of.ts";

/** An answer that fits the schema of its route, or the envelope of an error. */
export interface Answer {
  readonly status: number;
  /** Without the fields of the envelope. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly errorType: string | undefined;
}

/** Sends a request to a project of one vertical. */
export type Send = (method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown) => Promise<Answer>;

/** The whole API on a store of its own, whose projects have the policy of the directory's tests. */
export async function directoryApp(
  vertical: ProjectVerticalId,
  {
    schemas = {},
    wrap = (backend) => backend,
  }: {
    readonly schemas?: Configuration["schemas"];
    /** Gives the backend that requests work with, if it is another one. */
    readonly wrap?: (backend: Backend) => Backend;
  } = {},
): Promise<Send> {
  const { app, backend, authorization } = await testApp({ routes: apiRoutes, wrap });
  for (const projectId of [b2bProjectId, consumerProjectId]) {
    const isAsked = projectId === (vertical === "b2b" ? b2bProjectId : consumerProjectId);
    const json = configurationText({ ...emptyConfiguration, policy, ...(isAsked && { schemas }) });
    const configurations = backend.store.scope(projectId).collection(configurationCollection);
    await configurations.insert({ id: configurationId, json, auditEntryId: "" });
  }
  return async (method, path, body) => {
    const payload = typeof body === "string" ? body : JSON.stringify(body ?? {});
    const options: InjectOptions = {
      method,
      url: path,
      headers: { authorization: authorization[vertical], "content-type": "application/json" },
      ...(method !== "GET" && { payload }),
    };
    const response = await app.inject(options);
    const { status_code, request_id, ...rest }: Record<string, unknown> = response.json();
    expect([status_code, typeof request_id]).toEqual([response.statusCode, "string"]);
    const errorType = typeof rest.error_type === "string" ? rest.error_type : undefined;
    if (errorType === undefined) expect(Value.Errors(routeOf(method, path).response, rest)).toEqual([]);
    return { status: response.statusCode, body: rest, errorType };
  };
}
