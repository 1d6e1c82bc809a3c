import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createOrganization } from "../../src/directory/index.ts";
import { ActiveConfigurations, addSecret, createProject, openProject } from "../../src/projects/index.ts";
import { publishConfiguration } from "../../src/publishing/index.ts";
import { maxBodyBytes } from "../../src/server/http/json-body.ts";
import { apiRoutes } from "../../src/server/routes/api-routes.ts";
import { buildApp } from "../../src/server/start/build-app.ts";
import { sessionCollections } from "../../src/sessions/index.ts";
import { testBackend } from "../support/backend.ts";
import { describeOnEachStore, type WatchedStore } from "../support/each-store.ts";
import { claims, type HostileToken, hostileTokens, now, profile } from "../tokens/hostile-tokens.ts";
import { b2b, policy } from "./support/declared-state.ts";

describeOnEachStore((stores) => {
  const { projectId, secret, profileId } = b2b;

  let app: FastifyInstance;
  let store: WatchedStore;
  let close = async (): Promise<void> => {};

  beforeAll(async () => {
    store = await stores.createWatched();
    const { backend, close: closeStore } = await testBackend({ now, collections: sessionCollections, store });
    const slugs = { projectSlug: "shop", environmentSlug: "test" };
    const project = await createProject(backend, { projectId, vertical: "b2b", ...slugs });
    await addSecret(backend, project, { secret, isDeclared: false });
    const trusted = {
      profileId,
      name: "idp",
      issuer: profile.issuer,
      audience: profile.audience,
      publicKeyType: "PEM" as const,
      pemFiles: profile.pems.map((publicKey, index) => ({ pemFileId: `pem-file-test-${index}`, publicKey })),
      jwksUrl: null,
      attributeMapping: profile.attributeMapping,
      acceptedIssuers: [],
      acceptedAudiences: [],
      acceptedClients: [],
      conditions: [],
      tokenSchema: null,
      linkByEmail: "asserted" as const,
      canJitProvision: true,
      singleUse: false,
      allowedOrganizations: null,
      algorithms: null,
      leewaySeconds: 60,
      maxLifetimeSeconds: 86_400,
      maxTokenCharacters: 16_384,
    };
    const published = await publishConfiguration(
      backend,
      project,
      (configuration) => ({ ...configuration, policy, profiles: [trusted] }),
      { actor: "test" },
    );
    expect("problems" in published ? published.problems : []).toEqual([]);
    const context = await openProject(backend, new ActiveConfigurations(), { projectId, secret });
    await createOrganization(context, { name: "Acme", slug: "acme", externalId: claims.org });
    // The first signature makes the key ring: that is no write of the request that happens to be first.
    await context.keys.signingKey();
    app = buildApp({ backend, routes: apiRoutes });
    close = async () => {
      await app.close();
      await closeStore();
      await store.remove();
    };
  });

  afterAll(() => close());

  const authorization = `Basic ${Buffer.from(`${projectId}:${secret}`).toString("base64")}`;

  /** The answer to an attest of a token. */
  async function attest(token: string) {
    const url = "/v1/b2b/sessions/attest";
    const payload = { profile_id: profileId, token };
    const response = await app.inject({ method: "POST", url, headers: { authorization }, payload });
    return response.json();
  }

  /** What trying a token comes to, in the words of an attest. */
  async function dryRun(token: string) {
    const url = "/v1/claimsmith/profiles/dry_run";
    const payload = { profile_id: profileId, token };
    const { error, ...answer } = (
      await app.inject({ method: "POST", url, headers: { authorization }, payload })
    ).json();
    if (!error) return answer;
    return { status_code: 400, error_type: error.type, error_details: { reason: error.reason } };
  }

  /** What the answer to a hostile token is. */
  function refusalOf({ token, errorType, reason }: HostileToken): object {
    // What is larger than a request may be is not read, whatever it is.
    if (token().length > maxBodyBytes) return { status_code: 413, error_type: "request_too_large" };
    return { status_code: 400, error_type: errorType, error_details: { reason } };
  }

  describe("POST /v1/claimsmith/profiles/dry_run", () => {
    test("refuses every hostile token as an attest does, accepts its control, and writes nothing", async () => {
      const before = store.written();
      for (const row of hostileTokens) {
        if (row.token().length <= maxBodyBytes) expect(await dryRun(row.token())).toMatchObject(refusalOf(row));
        expect(await dryRun(row.control())).toMatchObject({ status_code: 200, outcome: "accepted" });
      }
      expect(store.written()).toBe(before);
    });
  });

  describe("POST /v1/b2b/sessions/attest", () => {
    test("writes nothing for any hostile token where the member it speaks of is not there yet", async () => {
      const before = store.written();
      for (const row of hostileTokens) expect(await attest(row.token())).toMatchObject(refusalOf(row));
      expect(store.written()).toBe(before);
    });

    test.each(hostileTokens)("$name: its control passes, and it is refused", async (row) => {
      const before = store.written();
      const passed = await attest(row.control());
      expect(passed).toMatchObject({ status_code: 200, session_token: expect.stringMatching(/^.{43}$/) });
      // The next control may speak of the same address by another external id.
      const url = `/v1/b2b/organizations/acme/members/${passed.member_id}/external_id`;
      await app.inject({ method: "DELETE", url, headers: { authorization } });
      const after = store.written();
      expect(after).not.toBe(before);
      expect(await attest(row.token())).toMatchObject(refusalOf(row));
      expect(store.written()).toBe(after);
    });
  });
});
