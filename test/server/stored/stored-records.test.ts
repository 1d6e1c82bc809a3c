import { readFileSync } from "node:fs";
import { decodeJwt } from "jose";
import { describe, expect, test } from "vitest";
import { organizationCollection, subjectCollection } from "../../../src/directory/index.ts";
import { newMemberSettings } from "../../../src/directory/subject-settings.ts";
import { configurationCollection, readConfiguration } from "../../../src/projects/index.ts";
import { apiRoutes } from "../../../src/server/routes/api-routes.ts";
import { sessionCollection, sessionCollections } from "../../../src/sessions/index.ts";
import { b2bProjectId, consumerProjectId, testApp } from "../support/test-app.ts";

/*
 * The records are as the first version of the service has stored them. They stay as they are: a field that came later is
 * not in them, and what reads it must do without.
 */

const stored = JSON.parse(readFileSync(new URL("stored-records.json", import.meta.url), "utf8"));

const verticals = [
  ["b2b", b2bProjectId, "/v1/b2b/sessions/authenticate", { name: "Ada", level: 3, plan: "team" }],
  ["consumer", consumerProjectId, "/v1/sessions/authenticate", { name: "Ada", level: 3, phone: "+15005550006" }],
] as const;

describe.each(verticals)("what was stored of a %s project", (vertical, projectId, authenticate, claims) => {
  async function opened(ofSubject: object = {}) {
    const { app, backend, authorization } = await testApp({ routes: apiRoutes, collections: sessionCollections });
    const { configurations, organizations, subjects, sessions } = stored[vertical];
    const scope = backend.store.scope(projectId);
    await scope.collection(configurationCollection).insert(configurations);
    if (organizations) await scope.collection(organizationCollection).insert(organizations);
    await scope.collection(subjectCollection).insert({ ...subjects, ...ofSubject });
    await scope.collection(sessionCollection).insert(sessions);
    return async (method: "GET" | "POST" | "PUT", url: string, payload?: object) => {
      const headers = { authorization: authorization[vertical] };
      const response = await app.inject({ method, url, headers, ...(payload && { payload }) });
      expect({ url, status: response.statusCode, body: response.json() }).toMatchObject({ url, status: 200 });
      return response.json();
    };
  }

  test("is read and changed", async () => {
    const call = await opened();
    if (vertical === "b2b") {
      await call("GET", "/v1/b2b/organizations/acme");
      await call("PUT", "/v1/b2b/organizations/acme", { organization_name: "Acme Ltd" });
      await call("GET", "/v1/b2b/organizations/acme/member?member_id=u1");
      await call("PUT", "/v1/b2b/organizations/acme/members/u1", { mfa_enrolled: false });
    } else {
      await call("GET", "/v1/users/u1");
      await call("PUT", "/v1/users/u1", { name: { last_name: "Lovelace" } });
    }
  });

  if (vertical === "b2b") {
    test("has, of settings that came later, those of a new member", async () => {
      const call = await opened({ otherFields: "{}" });
      const get = async (id: string) => (await call("GET", `/v1/b2b/organizations/acme/member?member_id=${id}`)).member;
      await call("POST", "/v1/b2b/organizations/acme/members", { email_address: "new@example.com", external_id: "u2" });
      const settings = Object.keys(JSON.parse(newMemberSettings({})));
      const settingsOf = async (id: string) => {
        const member = await get(id);
        return Object.fromEntries(settings.map((name) => [name, member[name]]));
      };
      expect(await settingsOf("u1")).toEqual(await settingsOf("u2"));
      await call("PUT", "/v1/b2b/organizations/acme/members/u1", { mfa_enrolled: true });
      expect(await settingsOf("u1")).toEqual({ ...(await settingsOf("u2")), mfa_enrolled: true });
    });
  }

  test("has, of what came later, what a profile is that does not say", async () => {
    const { backend } = await testApp();
    const scope = backend.store.scope(projectId);
    await scope.collection(configurationCollection).insert(stored[vertical].configurations);
    const { configuration } = await readConfiguration(scope);
    expect(configuration.profiles).toMatchObject([{ maxTokenCharacters: 16_384, conditions: [], tokenSchema: null }]);
  });

  test("gives the claims of its template to its session", async () => {
    const call = await opened();
    const { session_jwt } = await call("POST", authenticate, { session_token: "token-1" });
    expect(decodeJwt(session_jwt)).toMatchObject(claims);
  });
});
