import { isDeepStrictEqual } from "node:util";
import type { InjectOptions } from "fastify";
import type { ApiRoute } from "../../../../../src/server/http/api-route.ts";
import { apiRoutes } from "../../../../../src/server/routes/api-routes.ts";
import { sessionCollections } from "../../../../../src/sessions/index.ts";
import { type TestApp, testApp } from "../../../support/test-app.ts";

/** An app with every route, which holds what a handler answers against what is sent. */
export interface WholeAnswers extends TestApp {
  /** Sends a request and returns its answer without the envelope; rejects unless it is granted and sent whole. */
  readonly ask: (method: Method, path: string, options: { authorization: string; body?: object }) => Promise<Answer>;
}

export type Answer = Readonly<Record<string, unknown>>;
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Opens one; it is closed when the test has finished. */
export async function wholeAnswers(): Promise<WholeAnswers> {
  let handled: object = {};
  const noting = (route: ApiRoute): ApiRoute => ({
    ...route,
    async handle(context, request) {
      handled = await route.handle(context, request);
      return handled;
    },
  });
  const opened = await testApp({ routes: apiRoutes.map(noting), collections: sessionCollections });
  return {
    ...opened,
    async ask(method, path, { authorization, body }) {
      const headers = { authorization, "content-type": "application/json" };
      const options: InjectOptions = { method, url: path, headers, ...(body && { payload: JSON.stringify(body) }) };
      const response = await opened.app.inject(options);
      const { status_code, request_id, ...sent }: Answer = response.json();
      if (status_code !== 200) throw new Error(`${method} ${path}: ${response.body}`);
      const whole: unknown = JSON.parse(JSON.stringify(handled));
      if (!isDeepStrictEqual(sent, whole)) {
        throw new Error(`${method} ${path} sends ${JSON.stringify(sent)} of ${JSON.stringify(whole)}`);
      }
      return sent;
    },
  };
}
