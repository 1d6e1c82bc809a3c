import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Backend } from "../../src/projects/index.ts";
import { type RunningServer, StartError, startServer } from "../../src/server/index.ts";
import { apiRoutes } from "../../src/server/routes/api-routes.ts";
import { createLogger } from "../../src/server/start/logger.ts";
import { type Store, StoreUnavailableError } from "../../src/store/index.ts";
import { basic } from "./support/basic.ts";
import { answerOf, talk } from "./support/socket.ts";
import { testApp } from "./support/test-app.ts";

/**
 * What must be nowhere: every planted text has this word in it, in whatever case, and what holds such a text encoded is
 * noted as it comes up.
 */
const word = "planted";
const encoded = new Set<string>();

/** Notes a token or credentials, and the parts of it that could be found alone. */
function note(text: string): string {
  for (const part of [text, ...text.split(/[.: ]/)]) if (part.length >= 16) encoded.add(part);
  return text;
}

/** The planted texts that are in a text. */
function findings(text: string): readonly string[] {
  const places = [...text.matchAll(new RegExp(word, "gi"))].map(({ index }) => text.slice(index - 60, index + 40));
  return [...places, ...[...encoded].filter((part) => text.includes(part))];
}

/** An error without what it may name of a token: its issuer and audience, its key, and role ids that the policy does not have. */
function withoutNamed(error: string): string {
  return error.replaceAll(/"(?:kid|issuer|audience|unknown_role_ids)":(?:"planted-[a-z]+"|\["planted-[a-z]+"\])/g, "");
}

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const { privateKey: otherKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const pem = createPublicKey(privateKey).export({ format: "pem", type: "spki" }).toString();
const issuer = "https://planted-issuer.example.com";
const audience = "https://planted-audience.example.com";
const secrets = {
  b2b: note("secret-test-planted-b2b-0123456789"),
  consumer: note("secret-test-planted-consumer-012345"),
};
const projects = { b2b: "project-test-b2b", consumer: "project-test-consumer" };
const workspaceKey = { id: "workspace-key-1", secret: note("planted-workspace-secret-0123456789") };
const authorization = {
  any: note(basic(`${workspaceKey.id}:${workspaceKey.secret}`)),
  b2b: note(basic(`${projects.b2b}:${secrets.b2b}`)),
  consumer: note(basic(`${projects.consumer}:${secrets.consumer}`)),
};

function declaredState(): object {
  const mapping = { email: "email", token_id: "jti", role_ids: "roles" };
  const profile = { issuer, audience, can_jit_provision: true };
  const keyed = { name: "idp", profile_id: "profile-1", public_key_type: "PEM", pem_files: [pem], ...profile };
  const remote = { name: "remote", profile_id: "profile-2", public_key_type: "JWK", ...profile };
  const jwks_url = "http://127.0.0.1:9/planted-path?key=planted-query";
  const schema = { type: "object", properties: { level: { type: "integer" }, note: { type: "string" } } };
  const metadata = {
    trusted_metadata: { level: 3, note: "planted-trusted" },
    untrusted_metadata: { x: "planted-untrusted" },
  };
  const person = { external_id: "planted-u1", ...metadata };
  const b2bMapping = { ...mapping, external_member_id: "sub", organization_id: "org" };
  const userMapping = { ...mapping, external_user_id: "sub" };
  return {
    projects: [
      {
        project_id: projects.b2b,
        project_slug: "shop",
        environment_slug: "test",
        vertical: "b2b",
        secret: secrets.b2b,
        settings: { signing_algorithm: "ES256" },
        custom_audience: "planted-custom-audience",
        schemas: { "member.trusted_metadata": schema },
        template:
          '{ "planted": << member.trusted_metadata.note ?? "planted" >>, "level": << required(member.trusted_metadata.level) >> }',
        profiles: [keyed, remote].map((each) => ({
          ...each,
          ...(each === remote ? { jwks_url } : {}),
          attribute_mapping: b2bMapping,
        })),
        organizations: [
          {
            organization_name: "planted-name",
            organization_slug: "planted-slug",
            organization_external_id: "planted-acme",
            members: [{ email_address: "planted-ada@example.com", name: "planted-ada", ...person }],
          },
        ],
      },
      {
        project_id: projects.consumer,
        vertical: "consumer",
        secret: secrets.consumer,
        settings: { signing_algorithm: "ES256" },
        template: '{ "planted": << user.email_address >> }',
        profiles: [{ ...keyed, attribute_mapping: userMapping }],
        users: [{ email: "planted-ada@example.com", ...person }],
      },
    ],
  };
}

/** A trusted token, of whatever is wrong with it. */
async function trustedToken(claims: object = {}, key = privateKey): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    email: "planted-ada@example.com",
    sub: "planted-u1",
    org: "planted-acme",
    jti: "planted-jti",
    ...claims,
  };
  const token = new SignJWT({ iss: issuer, aud: audience, iat: now, exp: now + 300, ...all });
  return note(await token.setProtectedHeader({ alg: "ES256", kid: "planted-kid" }).sign(key));
}

const headers = {
  "content-type": "application/json",
  cookie: "planted-cookie",
  "user-agent": "planted-agent",
  referer: "https://planted-referer",
  "x-planted": "planted-header",
  "x-forwarded-for": "planted-address",
};

describe("what is planted in every place of requests", () => {
  let log = "";
  const answers: string[] = [];
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({
      ephemeral: true,
      apply: declaredState(),
      failedCredentialsLimit: 3,
      workspaceKeyId: workspaceKey.id,
      workspaceKeySecret: workspaceKey.secret,
      logger: {
        level: "trace",
        stream: {
          write: (line) => {
            log += line;
          },
        },
      },
    });
  });
  afterAll(() => server.close());

  /** Sends a request; what a refusal says is searched later. */
  async function send(
    method: string,
    path: string,
    options: { readonly authorization?: string; readonly body?: string },
  ) {
    const { authorization: credentials, body } = options;
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: { ...headers, ...(credentials === undefined ? {} : { authorization: credentials }) },
      ...(body === undefined || method === "GET" || method === "HEAD" ? {} : { body }),
    });
    const text = await response.text();
    if (response.status >= 400) answers.push(text);
    else for (const [secret] of text.matchAll(/secret-test-[\w-]{20,}/g)) note(secret);
    const answer: Readonly<Record<string, string>> = text === "" ? {} : Object(JSON.parse(text));
    for (const name of ["session_token", "session_jwt"]) if (answer[name] !== undefined) note(answer[name]);
    return { status: response.status, answer };
  }

  const post = (vertical: "b2b" | "consumer", path: string, body: object) =>
    send("POST", path, { authorization: authorization[vertical], body: JSON.stringify(body) });

  test("by every route, with good credentials and bad ones, and whatever the body is", async () => {
    const bodies = (properties: object) => [
      JSON.stringify(Object.fromEntries(Object.keys(properties).map((name) => [name, "planted-text"]))),
      JSON.stringify(Object.fromEntries(Object.keys(properties).map((name) => [name, { planted: "planted-object" }]))),
      '{"planted": planted',
      '"planted"',
    ];
    for (const { method, path, vertical, body, query } of apiRoutes) {
      const place = path.replace(":project_slug", "shop").replace(":environment_slug", "test");
      const url = place.replace(/:(\w+)/g, "planted-$1");
      const search = new URLSearchParams(
        Object.keys(Object(query).properties ?? {}).map((name): [string, string] => [name, "planted-query"]),
      );
      for (const text of bodies(Object(body).properties ?? {})) {
        await send(method, `${url}?${search}&planted=planted`, { authorization: authorization[vertical], body: text });
      }
      await send(method, url, { body: "planted" });
      await send(method, url, { authorization: note(basic(`planted-project:planted-${path}`)), body: "{}" });
      await send(method, url, { authorization: "Bearer planted-bearer" });
    }
    expect(answers.length).toBeGreaterThan(apiRoutes.length * 5);
  });

  test("by what no route takes", async () => {
    const paths = [
      "/planted",
      "/v1/b2b/sso/planted",
      "/v1/%ff/planted",
      `/v1/b2b/organizations/${"planted".repeat(60)}`,
    ];
    for (const path of [...paths, "/v1/b2b/sessions/attest?planted"]) {
      for (const method of ["GET", "PATCH", "DELETE"]) await send(method, path, { authorization: authorization.b2b });
    }
    const raw = [
      "planted\r\n\r\n",
      "GET /planted HTTP/1.1\r\nplanted: planted\r\nConnection: close\r\n\r\n",
      "GET /planted planted HTTP/1.1\r\nHost: planted\r\n\r\n",
      "CONNECT planted:443 HTTP/1.1\r\nHost: planted\r\n\r\n",
      `GET /${"planted".repeat(5000)} HTTP/1.1\r\nHost: planted\r\n\r\n`,
      "GET / HTTP/1.1\r\nHost: planted\r\nExpect: planted\r\nConnection: close\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: planted\r\nContent-Length: planted\r\n\r\n",
    ];
    for (const bytes of raw) answers.push(answerOf(await talk(Number(new URL(server.url).port), bytes)).body);
    const refused = await send("POST", "/v1/b2b/sessions/attest", {
      authorization: authorization.b2b,
      body: `"${"planted".repeat(50_000)}"`,
    });
    expect(refused.status).toBe(413);
  });

  test.each(["b2b", "consumer"] as const)("by the sessions of a project, good and refused: %s", async (vertical) => {
    const path = vertical === "b2b" ? "/v1/b2b/sessions" : "/v1/sessions";
    const attest = async (claims: object, more: object = {}, key = privateKey) =>
      post(vertical, `${path}/attest`, { profile_id: "profile-1", token: await trustedToken(claims, key), ...more });
    const good = await attest({}, { session_custom_claims: { planted: "planted-claim" } });
    expect(good.status).toBe(200);
    const { session_token, session_jwt } = good.answer;
    const made = await attest({ email: "planted-new@example.com", sub: "planted-u2", org: "planted-acme" });
    // The template requires what a new member has not.
    expect(made.status).toBe(vertical === "b2b" ? 400 : 200);
    const refusals = [
      await attest({}, {}, otherKey),
      await attest({ iss: "planted-other" }),
      await attest({ aud: ["planted-other"] }),
      await attest({ exp: 1 }),
      await attest({ email: "planted at example.com" }),
      await attest({ email: { planted: "planted" } }),
      await attest({ roles: ["planted-role"] }),
      await attest({ jti: "planted".repeat(100) }),
      await attest({ sub: "planted-u3" }),
      await attest({}, { profile_id: "planted-profile" }),
      await attest({}, { session_custom_claims: { sub: "planted", "https://stytch.com/planted": 1 } }),
      await attest({}, { session_custom_claims: { planted: "planted".repeat(1000) } }),
      await attest({}, { session_token: "planted-session", session_jwt: "planted-jwt" }),
      await attest({}, { session_jwt: "planted.planted.planted" }),
      await attest({}, { session_duration_minutes: "planted" }),
      await post(vertical, `${path}/attest`, { profile_id: "profile-1", token: "planted.planted.planted" }),
    ];
    if (vertical === "b2b") {
      refusals.push(
        await attest({ org: "planted-acme" }, { organization_id: "planted-other" }),
        await attest({}, { profile_id: "profile-2" }),
        await post(vertical, `${path}/authenticate`, {
          session_token,
          authorization_check: { organization_id: "planted", resource_id: "planted", action: "planted" },
        }),
      );
    }
    expect(refusals.map(({ status }) => status).filter((status) => status < 400)).toEqual([]);
    for (const body of [{ session_token }, { session_jwt }, { session_token, session_custom_claims: { planted: 2 } }]) {
      expect((await post(vertical, `${path}/authenticate`, body)).status).toBe(200);
    }
    expect((await post(vertical, `${path}/revoke`, { session_token })).status).toBe(200);
    expect((await post(vertical, `${path}/authenticate`, { session_jwt })).status).toBe(404);
  });

  test("by records that do not fit, and a template that fails for them", async () => {
    const path = "/v1/b2b/organizations/planted-slug/members";
    const put = (body: object) =>
      send("PUT", `${path}/planted-u1`, { authorization: authorization.b2b, body: JSON.stringify(body) });
    const refusals = [
      await put({ trusted_metadata: { level: "planted-misfit" } }),
      await put({ trusted_metadata: { planted: "planted".repeat(1000) } }),
      await put({ email_address: "planted no address" }),
      await put({ roles: ["planted-role"] }),
      await put({ external_id: "planted of other characters" }),
      await post("b2b", path, { email_address: "planted-ada@example.com" }),
      await post("b2b", "/v1/b2b/organizations", { organization_name: "x", organization_slug: "planted-slug" }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual(refusals.map(() => 400));
    expect((await put({ trusted_metadata: { level: null } })).status).toBe(200);
    const failed = await post("b2b", "/v1/b2b/sessions/attest", {
      profile_id: "profile-1",
      token: await trustedToken(),
    });
    expect(failed.answer.error_type).toBe("template_evaluation_failed");
  });

  test("is in no line of the log, in no error and in no metric", async () => {
    expect(log.split("\n").length).toBeGreaterThan(250);
    expect(findings(log)).toEqual([]);
    expect(findings(answers.map(withoutNamed).join("\n"))).toEqual([]);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain("claimsmith_failed_credentials_total");
    expect(findings(metrics)).toEqual([]);
  });

  test("would be found, were it there", async () => {
    let lines = "";
    const logger = createLogger("trace", {
      write: (line) => {
        lines += line;
      },
    });
    const token = await trustedToken();
    for (const text of ["Planted@example.com", token, token.split(".")[1], authorization.b2b]) {
      lines = "";
      logger.info({ email: text }, "a line");
      expect(findings(lines)).not.toEqual([]);
    }
  });
});

describe("what is planted in a failure of our own", () => {
  /** An app whose store fails so. */
  const failing = (fail: () => unknown) =>
    testApp({
      wrap: (backend): Backend => {
        const store: Store = {
          ...backend.store,
          scope: () => ({
            collection: () => {
              const reject = async () => {
                throw fail();
              };
              return { get: reject, findOne: reject, find: reject, insert: reject, replace: reject, delete: reject };
            },
          }),
          sweep: (now, limit) => backend.store.sweep(now, limit),
          close: () => backend.store.close(),
        };
        return { ...backend, store };
      },
    });

  const jsonError = () => {
    try {
      return JSON.parse("planted-json");
    } catch (error) {
      return error;
    }
  };
  const named = Object.assign(
    new Error('E11000 duplicate key { emailKey: "planted@example.com" }\n    at planted:1:1'),
    {
      code: 11000,
      keyValue: { emailKey: "planted@example.com" },
    },
  );

  test.each<[string, () => unknown, number]>([
    ["a text that is not JSON", jsonError, 500],
    ["a message of a database", () => named, 500],
    ["a code", () => Object.assign(new Error("x"), { code: "planted code" }), 500],
    ["what is no error", () => "planted", 500],
    ["what a store that is away was doing", () => new StoreUnavailableError("failed", "away", { cause: named }), 503],
  ])("is not logged and not told: %s", async (_, fail, status) => {
    const { app, authorization: good, logText, lines } = await failing(fail);
    const { statusCode, body } = await app.inject({ url: "/v1/things/planted", headers: { authorization: good.b2b } });
    expect([statusCode, lines().map(({ level }) => level)]).toEqual([status, ["error", "info"]]);
    expect(findings(logText() + body)).toEqual([]);
  });
});

describe("what is planted in a declared state", () => {
  test.each<[string, object]>([
    ["a secret that is too short", { secret: "planted" }],
    ["a secret of another kind", { secret: { planted: "planted" } }],
    ["a secret where another field is", { settings: { issuer: 3, signing_algorithm: 5 }, pem_files: "planted" }],
    ["metadata", { organizations: [{ organization_name: "x", trusted_metadata: "planted" }] }],
    ["an e-mail address", { organizations: [{ organization_name: "x", members: [{ email_address: "planted" }] }] }],
  ])("is neither logged nor told where it cannot be applied: %s", async (_, part) => {
    let log = "";
    const write = (line: string) => {
      log += line;
    };
    const apply = { projects: [{ project_id: "project-test-1", vertical: "b2b", ...part }] };
    const starting = startServer({ ephemeral: true, apply, logger: { level: "trace", stream: { write } } });
    const error: unknown = await starting.then(
      (server) => onTestFinished(() => server.close()),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(StartError);
    const told = error instanceof StartError ? error.problems.map(({ message, help }) => `${message} ${help}`) : [];
    expect(findings(log + told.join("\n"))).toEqual([]);
  });
});
